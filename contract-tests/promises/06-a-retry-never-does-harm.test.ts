import type { RequestListener, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { AttemptEvent, createRomaClient } from "../../src/index.ts";
import { call, clientOf, rejection } from "../support/client.ts";
import { type HttpServer, startHttpServer } from "../support/http-server.ts";
import { operations, type SpecOperation } from "../support/spec.ts";
import { exampleInputs } from "../support/violations.ts";

const servers: HttpServer[] = [];
beforeEach(() => {
  jest.spyOn(Math, "random").mockReturnValue(0); // no pauses, but for what a server asks for
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Answer = (response: ServerResponse) => unknown;

/** A server that gives one answer after the other, and the last one from then on; and how often it was asked. */
async function serve(...answers: Answer[]) {
  let requests = 0;
  const listener: RequestListener = (request, response) => {
    request.resume(); // a body that is not read would keep the connection
    answers[Math.min(requests++, answers.length - 1)]?.(response);
  };
  const server = await startHttpServer(listener);
  servers.push(server);
  return { url: server.url, requests: () => requests };
}

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();
const vendorError =
  (code: number, error_code: string): Answer =>
  (response) =>
    response
      .writeHead(code, { "Content-Type": "application/json" })
      .end(JSON.stringify({ error_code, error_msg: "no" }));
const done = status(204);
const reset: Answer = (response) => response.destroy();
const cutOff: Answer = (response) => {
  response.writeHead(404, { "Content-Length": "100" });
  response.write("{", () => response.destroy());
};

const callOn = (url: string, operation: SpecOperation, options: Partial<Parameters<typeof createRomaClient>[0]> = {}) =>
  call(clientOf(url, options), operation.operationId, exampleInputs(operation));

const removals = operations.filter(({ method }) => ["GET", "PUT", "DELETE"].includes(method));
const posts = operations.filter(({ method }) => method === "POST");
const of = (some: readonly SpecOperation[]) =>
  some.map((operation) => [`${operation.method} ${operation.operationId}`, operation] as const);

// What passes by itself. The second column: whether it also says that nothing acted on the request.
const passing: [what: string, answer: Answer, turnedAway: boolean][] = [
  ["a 408", status(408), false],
  ["a 429", status(429), true],
  ["a 429 of the front gateway's", vendorError(429, "APIG.0308"), true],
  ["a 502", status(502), false],
  ["a 503", status(503), true],
  ["a 503 of the front gateway's", vendorError(503, "APIG.0613"), true],
  ["a 504", status(504), false],
  ...["1029", "3500", "9003", "9004", "9005", "9006", "9007", "9008", "9013"].map((code): [string, Answer, boolean] => [
    `a 500 with APIG.${code}`,
    vendorError(500, `APIG.${code}`),
    false,
  ]),
  ["a reset", reset, false],
  ["an answer that is cut off", cutOff, false],
];

describe.each(of(removals))("%s does no more harm twice than once", (_, operation) => {
  test.each(passing)("it is sent again after %s", async (_, answer) => {
    const server = await serve(answer, done);
    await expect(callOn(server.url, operation)).resolves.toMatchObject({ outcome: "done", attempts: 2 });
    expect(server.requests()).toBe(2);
  });

  test("it is sent again after a timeout", async () => {
    const server = await serve(() => {}, done);
    await expect(callOn(server.url, operation, { timeoutMs: 100 })).resolves.toMatchObject({ attempts: 2 });
  });
});

describe.each(of(posts))("%s may do harm twice", (_, operation) => {
  test.each(passing.filter(([, , turnedAway]) => turnedAway))("it is sent again after %s", async (_, answer) => {
    const server = await serve(answer, done);
    await expect(callOn(server.url, operation)).resolves.toMatchObject({ outcome: "done", attempts: 2 });
    expect(server.requests()).toBe(2);
  });

  test.each(passing.filter(([, , turnedAway]) => !turnedAway))(
    "it is sent once where there is %s",
    async (_, answer) => {
      const server = await serve(answer, done);
      expect(await rejection(callOn(server.url, operation))).toMatchObject({ outcome: "unknown", attempts: 1 });
      expect(server.requests()).toBe(1);
    },
  );

  test("it is sent once where the time is up", async () => {
    const server = await serve(() => {}, done);
    const error = await rejection(callOn(server.url, operation, { timeoutMs: 100 }));
    expect(error).toMatchObject({ name: "RomaTimeoutError", outcome: "unknown", attempts: 1 });
    expect(server.requests()).toBe(1);
  });
});

const final: [what: string, answer: Answer][] = [
  ["a documented 400", vendorError(400, "APIG.2011")],
  ["a 401 that a retry would make worse", vendorError(401, "APIG.0301")],
  ["a documented 403", vendorError(403, "APIG.1005")],
  ["a documented 404", vendorError(404, "APIG.3004")],
  ["a 500 that does not pass", vendorError(500, "APIG.9999")],
  ["an empty 500", status(500)],
  ["a 200", status(200)],
  ["a 202", status(202)],
  ["a 302", status(302, { Location: "/" })],
  ["a 409", status(409)],
  ["a 501", status(501)],
];
describe.each(of(operations))("%s is sent once", (_, operation) => {
  test.each(final)("where the answer is %s", async (_, answer) => {
    const server = await serve(answer, done);
    expect(await rejection(callOn(server.url, operation))).toMatchObject({ attempts: 1 });
    expect(server.requests()).toBe(1);
  });
});

test.each(of(operations))(
  "%s is tried again where no connection came about, and every error says how often",
  async (_, operation) => {
    const server = await startHttpServer(() => {});
    await server.close();
    const error = await rejection(callOn(server.url, operation));
    expect(error).toMatchObject({ name: "RomaConnectionError", outcome: "not-sent", attempts: 3 });
    expect(String(error)).toContain("(3 attempts; nothing was sent)");
  },
);

describe("`Retry-After`", () => {
  /** The pause that a client would make, which is then cut short. */
  async function pauseAfter(header: string): Promise<number | undefined> {
    const [, operation] = of(removals)[0] ?? [];
    if (!operation) throw new Error("the spec has no removal");
    const server = await serve(status(503, { "Retry-After": header }));
    const events: AttemptEvent[] = [];
    const caller = new AbortController();
    const onAttempt = (event: AttemptEvent) => {
      events.push(event);
      caller.abort();
    };
    const { signal } = caller;
    const client = clientOf(server.url, { onAttempt });
    expect(await rejection(call(client, operation.operationId, exampleInputs(operation), { signal }))).toMatchObject({
      name: "RomaAbortError",
      outcome: "unknown",
      attempts: 1,
    });
    expect(server.requests()).toBe(1);
    return events[0]?.retryInMs;
  }

  test.each<[header: string, pauseMs: number]>([
    ["0", 0],
    ["7", 7000],
    ["20", 20_000],
    ["21", 20_000],
    ["99999999999999999999", 20_000],
    ["Fri, 01 Jan 2100 00:00:00 GMT", 20_000],
    ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
    ["-7", 0],
    ["7.5", 0],
    ["7 seconds", 0],
    ["2100-01-01T00:00:00Z", 0],
  ])("of %s is a pause of %d ms", async (header, pauseMs) => {
    await expect(pauseAfter(header)).resolves.toBe(pauseMs);
  });
});

test("an outage does not become a storm: a client that makes 200 calls adds hardly a request to them", async () => {
  const [, operation] = of(removals)[0] ?? [];
  if (!operation) throw new Error("the spec has no removal");
  const server = await serve(status(503));
  const client = clientOf(server.url);
  const calls = Array.from({ length: 200 }, () =>
    rejection(call(client, operation.operationId, exampleInputs(operation))),
  );
  const errors = (await Promise.all(calls)) as { attempts: number }[]; // each of them is checked next
  for (const error of errors)
    expect(error).toMatchObject({ name: "RomaResponseError", status: 503, outcome: "unknown" });
  expect(errors.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(server.requests());
  expect(server.requests()).toBeLessThan(240);
  expect(server.requests()).toBeGreaterThan(200); // there is a budget
});
