import { describe, expect, jest, test } from "@jest/globals";
import type { OperationDescriptor } from "../generated/descriptor.ts";
import { createClientOf } from "./client.ts";
import type { ClientOptions } from "./options.ts";
import { version } from "./version.ts";

type Fetch = NonNullable<ClientOptions["fetch"]>;

// An API of its own, as the generator would describe it: one operation that answers with JSON, and one that answers with nothing.
type Gone = { content: { "application/json": { error_code: string; error_msg: string } } };
type Thing = { name: string };
interface Paths {
  "/v1/things/{id}": {
    put: {
      parameters: { path: { id: string } };
      requestBody: { content: { "application/json": Thing } };
      responses: { 200: { content: { "application/json": Thing } }; 404: Gone };
    };
  };
  "/v1/things": {
    delete: {
      parameters: { query: { before: string; sort?: string[] }; header?: { "X-Reason"?: string } };
      responses: { 204: { content?: never }; 404: Gone };
    };
  };
}
const text = { type: "string", minLength: 1 } as const;
const common = { errors: { 404: ["X.1"] }, credentialHeader: "X-Auth-Token" };
const operations: Record<string, OperationDescriptor> = {
  putThing: {
    ...common,
    method: "PUT",
    path: "/v1/things/{id}",
    parameters: { id: { in: "path", required: true, schema: text } },
    body: { required: true, schema: { type: "object", required: ["name"], properties: { name: text } } },
    success: { 200: "json" },
  },
  deleteThings: {
    ...common,
    method: "DELETE",
    path: "/v1/things",
    parameters: {
      before: { in: "query", required: true, schema: text },
      sort: { in: "query", required: false, schema: { type: "array" }, style: "pipeDelimited" },
      "X-Reason": { in: "header", required: false, schema: text },
    },
    success: { 204: "empty" },
  },
};

const auth = "canary-token+5f3c/";
const done: Fetch = async () => new Response(null, { status: 204 });
const json = (status: number, body: unknown, headers: object = {}): Fetch => {
  const all = Object.entries({ "Content-Type": "application/json", ...headers });
  return async () => new Response(JSON.stringify(body), { status, headers: all });
};

function start(answer: Fetch = done) {
  const fetch = jest.fn(answer);
  const server = { url: "https://h.example/base", variables: {} };
  const { http } = createClientOf<{}, Paths>(
    { operations, server },
    { baseUrl: server.url, auth, fetch, maxRetries: 0 },
  );
  // Untyped: what the types forbid has to be refused too.
  const request = http.request as unknown as (method: string, path: string, init?: object) => Promise<unknown>;
  const remove = (init: object = {}) =>
    request("delete", "/v1/things", { params: { query: { before: "b" } }, ...init });
  return { fetch, http, request, remove };
}

describe("a documented answer is answered as openapi-fetch does", () => {
  test("a success with its data", async () => {
    const { fetch, http } = start(json(200, { name: "new" }, { "Content-Length": "999", "X-Own": "1" }));
    const { data, error, response } = await http.PUT("/v1/things/{id}", {
      params: { path: { id: "a/b" } },
      body: { name: "new" },
    });
    expect(data satisfies Thing | undefined).toEqual({ name: "new" });
    expect([error, response.status, response.headers.get("X-Own")]).toEqual([undefined, 200, "1"]);
    const headers = {
      accept: "application/json",
      "Content-Type": "application/json",
      "user-agent": `roma-apic-client/${version}`,
      "X-Auth-Token": auth,
    };
    const init = {
      method: "PUT",
      headers,
      redirect: "manual",
      body: '{"name":"new"}',
      signal: expect.any(AbortSignal),
    };
    expect(fetch.mock.calls).toEqual([["https://h.example/base/v1/things/a%2Fb", init]]);
  });

  test("a success without a body, of an operation that takes none", async () => {
    const { fetch, http } = start();
    const answer = await http.DELETE("/v1/things", { params: { query: { before: "b c", sort: ["a", "b"] } } });
    expect(answer.data satisfies undefined).toBeUndefined();
    expect(answer).toEqual({ data: undefined, response: expect.any(Response) });
    expect(answer.response).toBe(await fetch.mock.results[0]?.value); // the answer itself, with its URL
    expect(fetch.mock.calls[0]?.[0]).toBe("https://h.example/base/v1/things?before=b%20c&sort=a|b");
    expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty("body");
  });

  test.each([{}, { "Content-Length": "0" }, { "Content-Encoding": "gzip" }])(
    "an error, never falsy, whatever the headers say of its body: %j",
    async (headers) => {
      const { http } = start(json(404, { error_code: "X.1", error_msg: `${auth} is gone` }, headers));
      const { data, error, response } = await http.DELETE("/v1/things", { params: { query: { before: "b" } } });
      expect(error satisfies { error_code: string } | undefined).toEqual({
        error_code: "X.1",
        error_msg: "[redacted] is gone",
      });
      expect([data, response.status]).toEqual([undefined, 404]);
      for (const name of Object.keys(headers)) expect(response.headers.has(name)).toBe(false); // true of the body as it came
    },
  );
});

describe("every other answer is thrown", () => {
  test.each<[what: string, answer: Fetch, expected: object]>([
    [
      "an undocumented status",
      json(500, { error_code: "X.9", error_msg: "?" }),
      { reason: "undocumented-status", status: 500 },
    ],
    ["a documented one without the error body", json(404, null), { reason: "error-body", status: 404 }],
    ["an undocumented success", json(200, {}), { reason: "undocumented-status", status: 200 }],
    ["a redirect", async () => new Response(null, { status: 302 }), { reason: "redirect" }],
    ["none", () => Promise.reject(new TypeError("fetch failed")), { name: "RomaConnectionError", outcome: "unknown" }],
  ])("%s", async (_, answer, expected) => {
    await expect(start(answer).remove()).rejects.toMatchObject({
      operationId: "deleteThings",
      attempts: 1,
      ...expected,
    });
  });
});

describe("the same is refused before anything is sent as by the methods", () => {
  const query = { before: "b" };
  test.each<[what: string, init: object, parameter: string]>([
    ["a missing value", { params: {} }, "before"],
    ["a forbidden value", { params: { query: { before: "" } } }, "before"],
    ["a parameter that there is not", { params: { query: { ...query, surplus: "x" } } }, "params.query.surplus"],
    ["a parameter in another place", { params: { path: query } }, "params.path.before"],
    ["a parameter in another place, too", { params: { query, header: query } }, "params.header.before"],
    ["a cookie", { params: { query, cookie: { session: "x" } } }, "params.cookie.session"],
    ["a body where there is none", { body: {} }, "body"],
    ["a credential", { headers: { "x-auth-TOKEN": "s3cr3t" } }, "headers"],
    ["an illegal credential", { headers: { "X-Auth-Token": "s3cr3t\n1" } }, "headers"],
    ["a credential among `Headers`", { headers: new Headers({ "X-Auth-Token": "s3cr3t" }) }, "headers"],
    ["an illegal header value", { headers: { "X-Trace": "s3cr3t\n1" } }, "headers"],
    ["an illegal header value among several", { headers: { "X-Trace": ["1", "s3cr3tä"] } }, "headers"],
    ["an illegal header value among `Headers`", { headers: new Headers({ "X-Trace": "s3cr3tä" }) }, "headers"],
    ["an illegal header parameter", { params: { query, header: { "X-Reason": "s3cr3t\n" } } }, "X-Reason"],
    ["another content type", { headers: { "Content-Type": "application/x-www-form-urlencoded" } }, "headers"],
    ["no content type", { headers: { "Content-Type": null } }, "headers"],
    ...["baseUrl", "bodySerializer", "fetch", "pathSerializer", "querySerializer", "redirect", "Request"].map(
      (option): [string, object, string] => [`the option \`${option}\``, { [option]: "x" }, option],
    ),
  ])("%s", async (_, init, parameter) => {
    const { fetch, remove } = start();
    const error = await remove(init).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: "RomaInputError", operationId: "deleteThings", parameter, attempts: 0 });
    expect(error).toHaveProperty("stack", expect.not.stringContaining("s3cr3t"));
    expect(fetch).not.toHaveBeenCalled();
  });

  test("a path value that would lead elsewhere, or a body that the spec forbids", async () => {
    const { fetch, http } = start();
    const put = (id: string, name: string) => http.PUT("/v1/things/{id}", { params: { path: { id } }, body: { name } });
    await expect(put("..", "a")).rejects.toMatchObject({ parameter: "id" });
    await expect(put("a", "")).rejects.toMatchObject({ parameter: "body.name" });
    expect(fetch).not.toHaveBeenCalled();
  });

  test.each([
    ["POST", "/v1/things"],
    ["DELETE", "/v1/things/{id}"],
    ["DELETE", "/v1/things/"],
    ["DELETE", "https://elsewhere.example"],
  ])("a route that the spec doesn't have: %s %s", async (method, path) => {
    const { fetch, request } = start();
    const message = `path - the spec has no operation ${method} ${path}`;
    await expect(request(method, path)).rejects.toMatchObject({ name: "RomaInputError", message, parameter: "path" });
    expect(fetch).not.toHaveBeenCalled();
  });
});

test("the caller's own headers are sent, in every form", async () => {
  const { fetch, remove } = start();
  for (const headers of [{ "X-Own": "1" }, { "X-Own": [1], "X-None": undefined }, new Headers({ "X-Own": "1" })])
    await remove({ headers });
  expect(fetch.mock.calls.map(([, { headers }]) => new Headers(headers).get("X-Own"))).toEqual(["1", "1", "1"]);
});

test.each([true, false])("the caller's signal ends a call, aborted before: %s", async (before) => {
  const cause = new Error("changed my mind");
  const controller = new AbortController();
  const { fetch, remove } = start(() => {
    controller.abort(cause);
    return new Promise(() => {});
  });
  if (before) controller.abort(cause);
  const expected = before ? { outcome: "not-sent", attempts: 0 } : { outcome: "unknown", attempts: 1 };
  const call = remove({ signal: controller.signal });
  await expect(call).rejects.toMatchObject({ name: "RomaAbortError", cause, ...expected });
  expect(fetch).toHaveBeenCalledTimes(expected.attempts);
});
