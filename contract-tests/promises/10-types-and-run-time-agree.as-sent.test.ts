import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { endOf, tally } from "../support/call-end.ts";
import { call, clientOf, httpCall, token } from "../support/client.ts";
import { mockTest, objections, sendRaw } from "../support/mock.ts";
import { flickering } from "../support/path-values.ts";
import { type Recorder, startRecorder } from "../support/recorder.ts";
import { operations } from "../support/spec.ts";
import { allowed, brokenInputs } from "../support/spec-inputs.ts";
import { exampleInputs } from "../support/violations.ts";

// Promise 10: what was checked is what is sent. A body that reads differently the second time, or middleware that puts
// another one in its place, doesn't get what the spec forbids past the checks.

let recorder: Recorder;
beforeAll(async () => {
  recorder = await startRecorder();
});
afterAll(() => recorder.close());

const ample = 60_000; // for the shrinking of a counterexample on a busy machine

const withBody = operations.flatMap((operation) => {
  const { body: schema, ...rest } = operation;
  return schema ? [[operation.operationId, { ...rest, body: schema }] as const] : [];
});

test("there is an operation with a body", () => {
  expect(withBody).not.toEqual([]);
});

describe.each(withBody)("%s", (operationId, operation) => {
  const { body: example, ...path } = exampleInputs(operation);
  const ways = brokenInputs(operation).filter(({ what }) => what.startsWith("body, ") && what !== "body, required");
  const broken = fc.oneof(...ways.map(({ broken }) => broken.map(({ inputs }) => inputs.body)));
  const sequence = fc.array(fc.oneof(allowed(operation.body.schema), broken), { minLength: 1, maxLength: 3 });

  describe.each(["a method", "`http`"])("through %s", (face) => {
    mockTest(
      "a body that reads differently each time is sent as it was checked, or not at all",
      async () => {
        const { count, expectBothSides } = tally();
        const property = fc.asyncProperty(sequence, fc.boolean(), async (bodies, byField) => {
          let reads = 0;
          const changing = { toJSON: () => bodies[reads++ % bodies.length] };
          const fields = bodies.filter((body): body is Record<string, unknown> => typeof body === "object" && !!body);
          const names = Object.keys(operation.body.schema.properties ?? {});
          const byName = Object.fromEntries(names.map((name) => [name, fields.map((body) => body[name])]));
          const body = byField && fields.length > 0 ? flickering(byName, "getters") : changing;
          const end = await endOf(recorder, operation, () =>
            face === "a method"
              ? call(clientOf(recorder.url), operationId, { ...path, body })
              : httpCall(clientOf(recorder.url), operation.method, operation.path, { params: { path }, body }),
          );
          if ("sent" in end) {
            const response = await sendRaw(operation, { ...path, body: JSON.parse(end.sent.body) });
            expect([end.sent.body, objections(response)]).toEqual([end.sent.body, []]);
          }
          count(end);
        });
        await fc.assert(property, { numRuns: 150 });
        expectBothSides();
      },
      ample,
    );
  });

  const json = JSON.stringify(example);
  const again = (request: Request, init: RequestInit, suffix = "") =>
    new Request(`${request.url}${suffix}`, { method: request.method, headers: request.headers, body: json, ...init });
  test.each<[what: string, change: (request: Request) => Request]>([
    ["another body, which the spec forbids", (request) => again(request, { body: "{}" })],
    ["a body that is no JSON", (request) => again(request, { body: "a=b" })],
    ["no body", (request) => again(request, { body: null })],
    ["another content type", (request) => again(request, { headers: { "Content-Type": "text/plain" } })],
    ["no content type", (request) => again(request, { headers: {}, body: new TextEncoder().encode(json) })],
    ["a query", (request) => again(request, {}, "?surplus=1")],
    ["a fragment", (request) => again(request, {}, "#surplus")],
  ])("middleware can't put %s into a call", async (_, change) => {
    const middleware = [{ onRequest: ({ request }: { request: Request }) => change(request) }];
    const init = { params: { path }, body: example, middleware };
    const end = await endOf(recorder, operation, () =>
      httpCall(clientOf(recorder.url), operation.method, operation.path, init),
    );
    expect(end).toEqual({ refused: expect.any(String) });
  });

  const derived = ["Content-Type", "Content-Length", "Transfer-Encoding", "Host", "X-Auth-Token"];
  const bringIn: Readonly<Record<string, (name: string) => object>> = {
    "headers that read differently each time": (name) => {
      let readings = 0;
      const traps = {
        ownKeys: () => (readings++ === 0 ? ["X-Own"] : [name]),
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
        get: () => "7",
      };
      return { headers: new Proxy({}, traps) };
    },
    middleware: (name) => ({
      middleware: [{ onRequest: ({ request }: { request: Request }) => request.headers.set(name, "7") }],
    }),
  };
  describe.each(Object.entries(bringIn))("%s can't bring in", (_, make) => {
    test.each(derived)("%s", async (name) => {
      const init = { params: { path }, body: example, ...make(name) };
      const client = clientOf(recorder.url, { maxRetries: 0, timeoutMs: 2000 }); // a wrong length stalls
      const end = await endOf(recorder, operation, () => httpCall(client, operation.method, operation.path, init));
      if ("refused" in end) return;
      const { host, "content-type": type, "x-auth-token": credential } = end.sent.headers;
      expect([host, type, credential, end.sent.body]).toEqual([
        new URL(recorder.url).host,
        "application/json",
        token,
        json,
      ]);
    });
  });
});
