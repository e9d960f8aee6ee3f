import { describe, expect, jest, test } from "@jest/globals";
import type { Fetch } from "./attempt.ts";
import { RomaApiError } from "./errors/roma-api-error.ts";
import { compileOperation } from "./request.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { systemRuntime } from "./runtime.ts";
import { type Call, send, successOf } from "./send.ts";

const operation = compileOperation("deleteThing", {
  method: "DELETE",
  path: "/v1/things/{id}",
  parameters: { id: { in: "path", required: true, schema: {} } },
  success: { 204: "empty" },
  errors: { 404: ["X.1"] },
  credentialHeader: "X-Auth-Token",
});

const done = async () => new Response(null, { status: 204 });
const reason = new Error("changed my mind");

function callOf(change: Partial<Call> = {}, url = "https://h.example/base/v1/things/7", method = "DELETE") {
  const fetch = jest.fn<Fetch>(change.fetch ?? done);
  const call: Call = {
    operation,
    request: { method, url, path: "/v1/things/7", headers: {}, body: undefined },
    base: new URL("https://h.example/base"),
    token: async () => "canary-token+5f3c/",
    timeoutMs: 1000,
    deadlineMs: Number.POSITIVE_INFINITY,
    maxRetries: 0,
    ignoreNotFound: false,
    signal: undefined,
    runtime: systemRuntime,
    budget: createRetryBudget(),
    observer: undefined,
    ...change,
    fetch,
  };
  return { fetch, call };
}

describe("nothing is sent where the target is not the one that was meant", () => {
  test.each([
    ["another origin", "https://elsewhere.example/base/v1/things/7"],
    ["another path", "https://h.example/base/v1/things"],
    ["a folded path", "https://h.example/base/v1/things/7/../8"],
    ["outside the base URL's path", "https://h.example/v1/things/7"],
    ["another method", undefined, "PUT"],
  ])("%s", async (_, url, method = "DELETE") => {
    const { fetch, call } = callOf({ token: () => Promise.reject(new Error("asked for the token")) }, url, method);
    await expect(send(call)).rejects.toMatchObject({
      name: "RomaInputError",
      message: "deleteThing: url would lead to another target than the operation's; nothing was sent",
      outcome: "not-sent",
      attempts: 0,
    });
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe("attempts are the requests that were handed to `fetch`", () => {
  const aborts = (controller: AbortController) => {
    controller.abort(reason);
    return new Promise<never>(() => {});
  };
  const whileAborting = (member: "fetch" | "token"): Partial<Call> => {
    const controller = new AbortController();
    return { signal: controller.signal, [member]: () => aborts(controller) };
  };
  test.each<[what: string, change: Partial<Call>, kind: string, attempts: number]>([
    ["a success", {}, "success", 1],
    ["an answer off contract", { fetch: async () => new Response() }, "off-contract", 1],
    ["no answer", { fetch: () => Promise.reject(reason) }, "no-answer", 1],
    ["a refused connection", { fetch: () => Promise.reject({ code: "ECONNREFUSED" }) }, "no-answer", 1],
    ["an abort during `fetch`", whileAborting("fetch"), "abort", 1],
    ["an abort before it", whileAborting("token"), "abort", 0],
    ["an abort before the call", { signal: AbortSignal.abort() }, "abort", 0],
    ["no credential", { token: () => Promise.reject(reason) }, "no-credential", 0],
  ])("%s", async (_, change, kind, attempts) => {
    const { fetch, call } = callOf(change);
    await expect(send(call)).resolves.toMatchObject({ ending: { kind }, attempts });
    expect(fetch).toHaveBeenCalledTimes(attempts);
  });
});

test("a call's success is the documented one; every other end is thrown as its error", async () => {
  const { call } = callOf();
  const end = await send(call);
  expect(successOf(call, end)).toBe(end.ending);
  const gone = JSON.stringify({ error_code: "X.1", error_msg: "gone" });
  const headers = { "Content-Type": "application/json" };
  const refused = callOf({ fetch: async () => new Response(gone, { status: 404, headers }) });
  const refusal = await send(refused.call);
  expect(() => successOf(refused.call, refusal)).toThrow(RomaApiError);
  expect(() => successOf(refused.call, refusal)).toThrow(/^deleteThing: 404 X\.1: gone/);
});
