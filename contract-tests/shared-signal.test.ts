import { getEventListeners, getMaxListeners } from "node:events";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { call, clientOf, rejection } from "./support/client.ts";
import { type HttpServer, startHttpServer } from "./support/http-server.ts";
import { operations } from "./support/spec.ts";
import { exampleInputs } from "./support/violations.ts";

// A program has one signal for its end, and passes it to every call.

const callsAtATime = 20;
let server: HttpServer;
let allArrived: Promise<void>;
beforeAll(async () => {
  let arrive = () => {};
  allArrived = new Promise((resolve) => {
    arrive = resolve;
  });
  let arrived = 0;
  server = await startHttpServer(() => {
    arrived++;
    if (arrived === callsAtATime) arrive();
  });
});
afterAll(() => server.close());

test("many calls at a time may share a signal, without Node's alarm about a leak of listeners, as with `fetch`", async () => {
  const [operation] = operations;
  if (!operation) throw new Error("the spec has no operations");
  const client = clientOf(server.url);
  const end = new AbortController();
  const { signal } = end;
  const calls = Array.from({ length: callsAtATime }, () =>
    rejection(call(client, operation.operationId, exampleInputs(operation), { signal })),
  );
  await allArrived;
  // The alarm is a warning of the process, which a test runner's sandbox can't hear: it comes with one listener too many.
  const listeners = getEventListeners(signal, "abort").length;
  const most = getMaxListeners(signal);
  end.abort();
  const errors = await Promise.all(calls);
  expect(errors).toEqual(calls.map(() => expect.objectContaining({ name: "RomaAbortError", outcome: "unknown" })));
  expect(listeners).toBeLessThanOrEqual(most);
});
