import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { AttemptEvent } from "../src/index.ts";
import { call, clientOf, rejection } from "./support/client.ts";
import { describeGateway, type Nginx, startNginx } from "./support/nginx.ts";
import { operations, type SpecOperation } from "./support/spec.ts";
import { exampleInputs } from "./support/violations.ts";

// Retries through a real gateway: it is closed, or its upstream is down or slow, and all is well at the next attempt.

const withMethod = (...methods: string[]) =>
  operations
    .filter(({ method }) => methods.includes(method))
    .map((operation) => [`${operation.method} ${operation.operationId}`, operation] as const);

describeGateway("retries", (program) => {
  let folder: string;
  const file = (name: "upstream" | "closed" | "slow") => path.join(folder, name);
  let nginx: Nginx;
  /** Whom the gateway asks, once it is up. */
  let upstream: Server;
  let answer: RequestListener;
  let asked: number;

  beforeAll(async () => {
    jest.spyOn(Math, "random").mockReturnValue(0); // so that there are no pauses
    folder = await mkdtemp(path.join(tmpdir(), "roma-upstream-"));
    // A file tells the gateway that it is closed, another that the upstream is slow: it needs no restart to change. A
    // status that nobody else has is nginx's way to go on in another location.
    nginx = await startNginx(program, {
      server: `
        location / {
          error_page 418 = @impatient;
          if (-f ${file("closed")}) { return 503; }
          if (-f ${file("slow")}) { return 418; }
          proxy_pass http://unix:${file("upstream")};
        }
        location @impatient { proxy_read_timeout 1ms; proxy_pass http://unix:${file("upstream")}; }
      `,
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await nginx?.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(() => {
    asked = 0;
    answer = (_, response) => response.writeHead(204).end();
    upstream = createServer((request, response) => {
      asked++;
      answer(request, response);
    });
  });
  afterEach(async () => {
    await Promise.all([rm(file("closed"), { force: true }), rm(file("slow"), { force: true })]);
    if (!upstream.listening) return;
    const ended = once(upstream, "close");
    upstream.close().closeAllConnections();
    await ended;
  });
  const start = () => once(upstream.listen(file("upstream")), "listening");

  /** Lets the upstream keep the gateway waiting, until what this returns is called. */
  async function startSlow(): Promise<() => Promise<void>> {
    await Promise.all([start(), writeFile(file("slow"), "")]);
    const quick = answer;
    const arrived = new Promise<void>((resolve) => {
      answer = () => resolve();
    });
    return async () => {
      await arrived; // the gateway can give up before the upstream has looked
      answer = quick;
      await rm(file("slow"));
    };
  }

  /** Calls an operation through the gateway; something happens between its first two attempts, if it has two. */
  function callWith(operation: SpecOperation, between: () => Promise<unknown>, options: object = {}) {
    const statuses: AttemptEvent["status"][] = [];
    let attempts = 0;
    const client = clientOf(nginx.url, {
      onAttempt: ({ status }) => statuses.push(status),
      async fetch(url, init) {
        if (++attempts === 2) await between();
        return fetch(url, init);
      },
    });
    return { result: call(client, operation.operationId, exampleInputs(operation), options), statuses };
  }

  describe.each(withMethod("DELETE", "PUT"))("%s, harmless twice,", (_, operation) => {
    test("rides out a 502: the upstream is back at the next attempt", async () => {
      const { result, statuses } = callWith(operation, start);
      await expect(result).resolves.toMatchObject({ outcome: "done", attempts: 2 });
      expect([statuses, asked]).toEqual([[502, 204], 1]);
    });

    test("rides out a 504: the upstream is quick at the next attempt", async () => {
      const { result, statuses } = callWith(operation, await startSlow());
      await expect(result).resolves.toMatchObject({ outcome: "done", attempts: 2 });
      expect([statuses, asked]).toEqual([[504, 204], 2]);
    });

    test("ends with the gateway's page, and says how often it tried, where the upstream stays down", async () => {
      const { result, statuses } = callWith(operation, async () => {});
      const error = await rejection(result);
      expect(error).toMatchObject({ name: "RomaResponseError", status: 502, outcome: "unknown", attempts: 3 });
      expect([statuses, asked]).toEqual([[502, 502, 502], 0]);
    });

    describe("removed by the attempt that was too slow for the gateway,", () => {
      const notFound = operation.answers.find(({ status }) => status === 404);
      beforeEach(() => {
        answer = (_, response) => {
          response.writeHead(404, { "Content-Type": "application/json" }).end(JSON.stringify(notFound?.body));
        };
      });

      test("is not told as rejected, although the last answer is", async () => {
        const { result, statuses } = callWith(operation, await startSlow());
        const error = await rejection(result);
        expect(error).toMatchObject({ name: "RomaApiError", status: 404, outcome: "unknown", attempts: 2 });
        expect([statuses, asked]).toEqual([[504, 404], 2]);
      });

      test("is gone for whoever asks no more than that", async () => {
        const { result } = callWith(operation, await startSlow(), { ignoreNotFound: true });
        await expect(result).resolves.toMatchObject({ outcome: "already-gone", attempts: 2 });
      });
    });
  });

  describe.each(withMethod("POST"))("%s, perhaps harmful twice,", (_, operation) => {
    test("is not repeated after a 502", async () => {
      const { result, statuses } = callWith(operation, start);
      const error = await rejection(result);
      expect(error).toMatchObject({ name: "RomaResponseError", status: 502, outcome: "unknown", attempts: 1 });
      expect([statuses, asked]).toEqual([[502], 0]);
    });

    test("is not repeated after a 504: the upstream gets it once", async () => {
      const quicken = await startSlow();
      const { result, statuses } = callWith(operation, quicken);
      const error = await rejection(result);
      expect(error).toMatchObject({ name: "RomaResponseError", status: 504, outcome: "unknown", attempts: 1 });
      await quicken();
      expect([statuses, asked]).toEqual([[504], 1]);
    });

    test("is repeated after a 503 of a gateway that is closed: the upstream gets it once", async () => {
      await Promise.all([start(), writeFile(file("closed"), "")]);
      const { result, statuses } = callWith(operation, () => rm(file("closed")));
      await expect(result).resolves.toMatchObject({ outcome: "done", attempts: 2 });
      expect([statuses, asked]).toEqual([[503, 204], 1]);
    });
  });
});
