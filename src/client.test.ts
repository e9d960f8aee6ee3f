import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { operations } from "../generated/operations.ts";
import { type Api, createClientOf } from "./client.ts";
import type { RomaError } from "./errors/roma-error.ts";
import type { AlreadyGoneResult, CallOptions, DoneResult } from "./operation-types.ts";
import type { ClientOptions } from "./options.ts";
import { createRomaClient } from "./roma-client.ts";
import { version } from "./version.ts";

type Fetch = NonNullable<ClientOptions["fetch"]>;

const auth = "canary-token+5f3c/";
const ids = { project_id: "p", instance_id: "i" };
const inputs = { ...ids, app_auth_id: "a" };
const done: Fetch = async () => new Response(null, { status: 204, headers: { "X-Request-Id": "r-1" } });
const error = (status: number, error_code: string) => async () =>
  new Response(JSON.stringify({ error_code, error_msg: "no" }), {
    status,
    headers: { "Content-Type": "application/json" },
  });

/** A client, and what it hands to its `fetch`. */
function start(answer: Fetch = done, options: Partial<ClientOptions<never>> = {}) {
  const fetch = jest.fn(answer);
  return { fetch, client: createRomaClient({ baseUrl: "https://h.example/base", auth, ...options, fetch }) };
}

test("every operation of the spec is a method of its name, and no other", () => {
  const { client } = start();
  expect(Object.keys(client).sort()).toEqual([...Object.keys(operations), "describe", "http"].sort());
  for (const id of Object.keys(operations)) expect(client).toHaveProperty([id, "name"], id);
});

test("a call resolves to all that is known of the answer", async () => {
  const { fetch, client } = start();
  const result = await client.cancelAuthorization(inputs);
  const typed: { outcome: "done"; status: 204; data: undefined; requestId: string | undefined } = result;
  expect(typed).toEqual({
    operationId: "cancelAuthorization",
    outcome: "done",
    status: 204,
    data: undefined,
    attempts: 1,
    requestId: "r-1",
    response: await fetch.mock.results[0]?.value,
  });
});

test("a client of any other API is made the same way", async () => {
  interface Shop {
    countCakes: { params: { colour?: string }; success: { 200: number }; errors: {} };
  }
  const api: Api = {
    server: { url: "https://cakes.{region}.example", variables: { region: ["north"] } },
    operations: {
      countCakes: {
        method: "GET",
        path: "/cakes",
        parameters: { colour: { in: "query", required: false, schema: { enum: ["red"] } } },
        success: { 200: "json" },
        errors: {},
      },
    },
  };
  const fetch = jest.fn<Fetch>(async () => Response.json(7));
  const shop = createClientOf<Shop, {}>(api, { region: "north", auth, fetch });
  const { data } = await shop.countCakes({ colour: "red" });
  expect(data satisfies number).toBe(7);
  const headers = { Accept: "application/json", "User-Agent": `roma-apic-client/${version}` };
  expect(fetch.mock.calls[0]).toMatchObject(["https://cakes.north.example/cakes?colour=red", { headers }]);
  const withDefault = () => createClientOf<Shop, {}>(api, { region: "north", auth, fetch }, { colour: "red" });
  expect(withDefault).toThrow(/^defaults\.colour is no path parameter/); // it is the query's
  expect(shop.describe("countCakes", {}).headers).toEqual(headers); // this operation takes no credential
});

describe("what can't be a call rejects, and never throws", () => {
  test.each([undefined, null, "a", 7])("parameters that are no object: %j", async (params) => {
    const { fetch, client } = start();
    const call = client.cancelAuthorization(params as unknown as typeof inputs); // wrong on purpose
    const message = "cancelAuthorization: params must be an object of parameters";
    await expect(call).rejects.toMatchObject({ name: "RomaInputError", message, parameter: "params" });
    expect(fetch).not.toHaveBeenCalled();
  });

  test.each([0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, "5"])("a timeoutMs of %p", async (timeoutMs) => {
    const { client } = start();
    const call = client.cancelAuthorization(inputs, { timeoutMs: timeoutMs as number }); // wrong on purpose
    await expect(call).rejects.toMatchObject({ parameter: "timeoutMs", operationId: "cancelAuthorization" });
  });
});

test("a token function is asked before every call, and its token is sent", async () => {
  const ask = jest.fn<() => Promise<string>>().mockResolvedValueOnce("first").mockResolvedValueOnce("second");
  const { fetch, client } = start(done, { auth: ask });
  for (const _ of ["once", "twice"]) await client.cancelAuthorization(inputs);
  expect(fetch.mock.calls.map(([, { headers }]) => new Headers(headers).get("X-Auth-Token"))).toEqual([
    "first",
    "second",
  ]);
});

describe("the caller's signal", () => {
  const cause = new Error("changed my mind");

  test("aborts a call before anything is sent", async () => {
    const { fetch, client } = start();
    const call = client.cancelAuthorization(inputs, { signal: AbortSignal.abort(cause) });
    await expect(call).rejects.toMatchObject({ name: "RomaAbortError", outcome: "not-sent", attempts: 0, cause });
    expect(fetch).not.toHaveBeenCalled();
  });

  test("aborts a call on its way, of which nobody knows then what became of it", async () => {
    const controller = new AbortController();
    const { client } = start(() => {
      controller.abort(cause);
      return new Promise(() => {});
    });
    const call = client.cancelAuthorization(inputs, { signal: controller.signal });
    await expect(call).rejects.toMatchObject({ name: "RomaAbortError", outcome: "unknown", attempts: 1, cause });
  });
});

describe("`ignoreNotFound`", () => {
  const call = (answer: Fetch, options: CallOptions = { ignoreNotFound: true }) =>
    start(answer).client.cancelAuthorization(inputs, options);

  test("turns the documented 404 into a result, which its type tells apart", async () => {
    const { client } = start(error(404, "APIG.3009"));
    const result = await client.cancelAuthorization(inputs, { ignoreNotFound: true });
    result satisfies DoneResult<undefined, 204> | AlreadyGoneResult;
    if (result.outcome !== "already-gone") throw new Error("it is gone");
    const { response, ...rest } = result;
    const { requestId } = rest;
    expect(rest).toEqual({
      operationId: "cancelAuthorization",
      outcome: "already-gone",
      status: 404,
      data: undefined,
      attempts: 1,
      requestId,
    });
    expect(response.status satisfies number).toBe(404);
  });

  test.each<[what: string, answer: Fetch, name: string]>([
    ["another code: another thing is missing", error(404, "APIG.3030"), "RomaApiError"],
    ["a gateway's 404", async () => new Response("<h1>Not Found</h1>", { status: 404 }), "RomaResponseError"],
    ["the code with another status", error(403, "APIG.3009"), "RomaApiError"],
    ["an empty 404", async () => new Response(null, { status: 404 }), "RomaResponseError"],
  ])("leaves an error what it is: %s", async (_, answer, name) => {
    await expect(call(answer)).rejects.toMatchObject({ name });
  });

  test("does nothing unless it is asked for", async () => {
    const gone = error(404, "APIG.3009");
    for (const options of [undefined, {}, { ignoreNotFound: false }])
      await expect(start(gone).client.cancelAuthorization(inputs, options)).rejects.toMatchObject({ status: 404 });
    await expect(call(done)).resolves.toMatchObject({ outcome: "done" });
  });
});

describe("the caller's headers", () => {
  test("are sent, and may replace those that every request has", async () => {
    const { fetch, client } = start();
    await client.cancelAuthorization(inputs, { headers: { accept: "text/plain", "X-Trace": "1" } });
    const headers = {
      accept: "text/plain",
      "X-Trace": "1",
      "User-Agent": `roma-apic-client/${version}`,
      "X-Auth-Token": auth,
    };
    expect(fetch.mock.calls[0]?.[1].headers).toEqual(headers);
  });

  test.each<[headers: Record<string, string>, message: RegExp]>([
    [{ "x-AUTH-token": "s3cr3t" }, /headers must not hold X-Auth-Token: pass the credential as the client's `auth`/],
    [{ "X-Auth-Token": "s3cr3t\n" }, /headers must not hold X-Auth-Token/],
    [{ "X-Trace": "s3cr3t\n" }, /headers holds a value for X-Trace that no HTTP header can have/],
    [{ "s3cr3t\n": "1" }, /headers holds a name that no HTTP header can have/],
    [{ "content-type": "s3cr3t" }, /headers must not hold content-type: it follows from the request itself/],
  ])("are refused without being quoted: %j", async (headers, message) => {
    const { fetch, client } = start();
    const caught: RomaError = await client.cancelAuthorization(inputs, { headers }).catch((e) => e);
    expect(caught).toMatchObject({
      name: "RomaInputError",
      parameter: "headers",
      message: expect.stringMatching(message),
    });
    expect(`${caught.stack}${JSON.stringify(caught)}`).not.toContain("s3cr3t");
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe("the time limit", () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  test.each<[what: string, client: number | undefined, call: number | undefined, limit: number]>([
    ["is 30 seconds", undefined, undefined, 30_000],
    ["may be the client's own", 2000, undefined, 2000],
    ["may be the call's own", 2000, 500, 500],
  ])("%s, even for a `fetch` that never settles", async (_, own, ofCall, timeoutMs) => {
    jest.useFakeTimers();
    const { client } = start(() => new Promise(() => {}), {
      maxRetries: 0,
      ...(own !== undefined && { timeoutMs: own }),
    });
    const settled = jest.fn();
    const call = client.cancelAuthorization(inputs, ofCall === undefined ? {} : { timeoutMs: ofCall });
    call.catch(settled);
    await jest.advanceTimersByTimeAsync(timeoutMs - 1);
    expect(settled).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    await expect(call).rejects.toMatchObject({ name: "RomaTimeoutError", timeoutMs, outcome: "unknown", attempts: 1 });
  });
});
