import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { preferenceFor } from "../scripts/lib/examples.ts";
import { call, clientOf, rejection } from "./support/client.ts";
import { type HttpServer, startHttpServer } from "./support/http-server.ts";
import { type Exchange, expectFromContract, mockTest, mockUrl, pathWith, watchedFetch } from "./support/mock.ts";
import { describeGateway, type Nginx, startNginx } from "./support/nginx.ts";
import { operations, type SpecOperation } from "./support/spec.ts";
import { exampleInputs } from "./support/violations.ts";

// What a real gateway passes on: requests as they were sent, and answers, which it may compress. Behind it is the mock,
// or else a plain server that records what reaches it.

const byId = operations.map((operation) => [operation.operationId, operation] as const);
const once = { maxRetries: 0 };

// Where it doesn't matter which operation it is: the first whose path ends with an id.
const [, removal] = byId.find(([, { path }]) => path.endsWith("}")) ?? [];
if (!removal) throw new Error("the spec has no operation whose path ends with an id");
const [, parentPath = "", lastId = ""] = /^(.*)\/\{(.*)\}$/.exec(removal.path) ?? [];

/** The documented 404 of an operation. */
function notFoundOf({ operationId, answers }: SpecOperation) {
  const answer = answers.find(({ status }) => status === 404);
  if (!answer) throw new Error(`${operationId} documents no 404`);
  const body = answer.body as { error_code: string; error_msg: string }; // the spec's error format
  return { body, headers: { Prefer: preferenceFor(404, answer.exampleKey) } };
}

const encodings = (exchanges: readonly Exchange[]) =>
  exchanges.map(({ response }) => response.headers.get("Content-Encoding"));

describeGateway("passage", (program) => {
  let nginx: Nginx;
  let plain: HttpServer;
  const recorded: (string | undefined)[] = [];

  beforeAll(async () => {
    plain = await startHttpServer(({ url }, response) => {
      recorded.push(url);
      if (url?.startsWith("/flood/")) {
        response.writeHead(404, { "Content-Type": "application/json" }).end(" ".repeat(4 * 1024 * 1024));
      } else response.writeHead(204).end();
    });
    // Only one `proxy_pass` has a path, if only `/`. With it, nginx decodes the request's path and encodes it anew by rules
    // of its own: an id `a/b` makes two segments, and `a/../..` would lead to the resource above.
    nginx = await startNginx(program, {
      http: "gzip on; gzip_proxied any; gzip_types application/json; gzip_min_length 1;",
      server: `
        add_header X-Upstream-Request-Id $upstream_http_x_request_id always;
        location / { proxy_pass ${mockUrl()}; }
        location /plain/ { proxy_pass ${plain.url}; }
        location /decoding/ { proxy_pass ${plain.url}/; }
        location /flood/ { proxy_pass ${plain.url}; }
        location /nowhere/ { return 404; }
      `,
    });
  });
  afterAll(async () => {
    await nginx?.close();
    await plain.close();
  });

  describe.each(byId)("%s", (operationId, operation) => {
    const inputs = exampleInputs(operation);
    const { body: documented, headers } = notFoundOf(operation);

    mockTest("succeeds, and keeps the request's id", async () => {
      const { fetch, exchanges } = watchedFetch();
      const result = await call(clientOf(nginx.url, { fetch }), operationId, inputs, once);
      for (const { response } of exchanges) expectFromContract(response);
      const sent = result.response.headers;
      expect(sent.get("Server")).toBe("nginx");
      expect(sent.get("X-Upstream-Request-Id")).toMatch(/./);
      expect(result).toMatchObject({
        operationId,
        outcome: "done",
        status: 204,
        attempts: 1,
        requestId: sent.get("X-Upstream-Request-Id"),
      });
    });

    mockTest("understands a documented error that was compressed on the way", async () => {
      const { fetch, exchanges } = watchedFetch();
      const error = await rejection(call(clientOf(nginx.url, { fetch }), operationId, inputs, { ...once, headers }));
      expect(encodings(exchanges)).toEqual(["gzip"]);
      expect(error).toMatchObject({
        name: "RomaApiError",
        status: 404,
        code: documented.error_code,
        outcome: "rejected",
        attempts: 1,
      });
      expect(String(error)).toContain(documented.error_msg);
    });

    mockTest("takes it for already gone where that is asked for", async () => {
      const options = { ...once, headers, ignoreNotFound: true };
      const result = await call(clientOf(nginx.url), operationId, inputs, options);
      expect(result).toMatchObject({ outcome: "already-gone", status: 404, attempts: 1 });
    });

    mockTest("gives it to `http` as it was before it was compressed", async () => {
      const { http } = clientOf(nginx.url);
      type Request = (method: string, path: string, init: object) => Promise<{ error?: unknown; response: Response }>;
      const request = http.request as unknown as Request; // the route is the spec's
      const { body, ...path } = inputs;
      const { error, response } = await request(operation.method, operation.path, { params: { path }, body, headers });
      expect([response.status, response.headers.get("Content-Encoding"), error]).toEqual([404, null, documented]);
    });
  });

  /** Calls the removal through one of the gateway's locations. */
  const callAt = (location: string, changed: object = {}) => {
    const { fetch, exchanges } = watchedFetch();
    const client = clientOf(`${nginx.url}${location}`, { fetch });
    return { result: call(client, removal.operationId, { ...exampleInputs(removal), ...changed }, once), exchanges };
  };

  test("the gateway's own page is one line of text, though it comes compressed", async () => {
    const { result, exchanges } = callAt("/nowhere");
    expect(await rejection(result)).toMatchObject({
      name: "RomaResponseError",
      status: 404,
      reason: "content-type",
      snippet: expect.stringMatching(/^<html> <head><title>404 Not Found<\/title>.* <\/html>$/),
      outcome: "unknown",
    });
    expect(encodings(exchanges)).toEqual(["gzip"]);
  });

  test("a flood is read to 64 KiB, though compressed it is no more than that", async () => {
    const { result, exchanges } = callAt("/flood");
    const flooded = { name: "RomaResponseError", reason: "body-too-large", outcome: "unknown" };
    expect(await rejection(result)).toMatchObject(flooded);
    expect(encodings(exchanges)).toEqual(["gzip"]);
  });

  test.each(["a/../..", "../x", "x/../../members/other", "a\\..\\..", "..%2f..%2fx", "x/%2e%2e/y"])(
    "an id reaches no other resource where a gateway decodes paths: %s",
    async (id) => {
      recorded.length = 0;
      expect(await rejection(callAt("/decoding", { [lastId]: id }).result)).toMatchObject({ name: "RomaInputError" });
      expect(recorded).toEqual([]);
    },
  );

  test.each([
    ["a/b", "a%2Fb"],
    ["a%2Fb", "a%252Fb"],
    ["a b", "a%20b"],
    ["ü", "%C3%BC"],
    ["a+b&c=d;e?f#g", "a%2Bb%26c%3Dd%3Be%3Ff%23g"],
  ])("an id reaches the API within its own segment, as it was sent: %s", async (id, segment) => {
    recorded.length = 0;
    await callAt("/plain", { [lastId]: id }).result;
    expect(recorded).toEqual([`/plain${pathWith(parentPath, exampleInputs(removal))}/${segment}`]);
  });
});
