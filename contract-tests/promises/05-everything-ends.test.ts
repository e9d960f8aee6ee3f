import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { call, clientOf, rejection } from "../support/client.ts";
import { floodCases } from "../support/hostile/cases-floods.ts";
import { stallCases } from "../support/hostile/cases-stalls.ts";
import { testEach } from "../support/hostile/expect-held.ts";
import { answer, apiError, html, http, json, replies, type Starter } from "../support/hostile/http-stage.ts";
import { inputsOf } from "../support/hostile/plan.ts";
import type { Stage } from "../support/hostile/stage.ts";

// Everything ends, and lets go of what it held: the connection, and the memory.

/** A connection with an answer that isn't finished is of no use any more: its server must see it closed. */
const expectHungUp = ({
  hostile,
  stage,
}: {
  readonly hostile: { readonly hangsUp?: boolean };
  readonly stage: Stage;
}) => (hostile.hangsUp ? stage.hungUp() : undefined);

describe("whoever takes his time", () => testEach(stallCases, expectHungUp));
describe("whoever says too much", () => testEach(floodCases, expectHungUp));

const operationId = "deleteAppCode";

/** Plays with a server of its own, which is closed in the end. */
async function on(start: Starter, play: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await start();
  try {
    await play(stage);
  } finally {
    await stage.close();
  }
}

const errorOf = (url: string, options: object = {}, fetch = globalThis.fetch) =>
  rejection(call(clientOf(url, { fetch }), operationId, inputsOf(operationId), { maxRetries: 0, ...options }));

test("the caller's signal ends a call in the middle of the body, and its connection", async () => {
  const controller = new AbortController();
  const reason = new Error("changed my mind");
  const halfAnError = http(({ response }) => {
    response.writeHead(404, json).write("{");
    controller.abort(reason);
  });
  await on(halfAnError, async (stage) => {
    const error = await errorOf(stage.url, { signal: controller.signal });
    expect(error).toMatchObject({ name: "RomaAbortError", outcome: "unknown", attempts: 1, cause: reason });
    await stage.hungUp();
  });
});

describe("an answer that was read leaves its connection to the next call", () => {
  test.each([
    ["a documented error", replies(apiError(404, "APIG.3004"))],
    ["an empty error", answer(500)],
    ["a proxy's page", answer(502, html, "<h1>Bad Gateway</h1>")],
    ["a login page with status 200", answer(200, html, "<h1>Log in</h1>")],
  ])("%s", async (_, start) => {
    await on(start, async (stage) => {
      const roma = clientOf(stage.url, { maxRetries: 0 });
      for (let nth = 0; nth < 10; nth++) await rejection(call(roma, operationId, inputsOf(operationId)));
      expect(stage.received).toHaveLength(10);
      // Not just one: the runtime may open a second before it has noticed that the first is free.
      expect(stage.connections).toBeLessThanOrEqual(2);
    });
  });
});

describe("a bomb is unpacked no further than it is read", () => {
  const mebibyte = 1024 * 1024;
  const gibibyte = Buffer.concat(Array<Buffer>(1024).fill(gzipSync(Buffer.alloc(mebibyte))));

  test("a gibibyte from a mebibyte", async () => {
    let unpacked = 0;
    // The runtime's `fetch` has unpacked what comes through here.
    const watched: typeof fetch = async (url, init) => {
      const { body, status, headers } = await fetch(url, init);
      const count = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          unpacked += chunk.byteLength;
          controller.enqueue(chunk);
        },
      });
      return new Response(body?.pipeThrough(count) ?? null, { status, headers });
    };
    await on(answer(500, { ...json, "Content-Encoding": "gzip" }, gibibyte), async ({ url }) => {
      const before = process.memoryUsage().rss;
      expect(await errorOf(url, {}, watched)).toMatchObject({ reason: "body-too-large", outcome: "unknown" });
      expect(unpacked).toBeGreaterThanOrEqual(64 * 1024);
      expect(unpacked).toBeLessThan(256 * 1024);
      // An eighth of it, so that whatever else happens in this process is no matter.
      expect(process.memoryUsage().rss - before).toBeLessThan(128 * mebibyte);
    });
  });
});
