import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { OperationDescriptor } from "../generated/descriptor.ts";
import { type AttemptContext, attempt, type Fetch } from "./attempt.ts";
import { tokenSource } from "./auth/token.ts";
import { compileOperation, type WireRequest } from "./request.ts";
import { systemRuntime } from "./runtime.ts";

const token = "canary-token+5f3c/";
const descriptor: OperationDescriptor = {
  method: "PUT",
  path: "/v1/things",
  parameters: {},
  success: { 204: "empty" },
  errors: { 404: ["X.1"] },
  credentialHeader: "X-Auth-Token",
};
const operation = compileOperation("changeThings", descriptor);
const { credentialHeader, ...open } = descriptor;
const openOperation = compileOperation("changeThings", open);
const request: WireRequest = {
  method: "PUT",
  url: "https://h.example/v1/things",
  path: "/v1/things",
  headers: { Accept: "application/json" },
  body: "{}",
};

const done = async () => new Response(null, { status: 204 });
const never = () => new Promise<never>(() => {});
const reason = new Error("changed my mind");

/** One attempt with what a test needs, and what was handed to its `fetch`. */
function start(context: Partial<AttemptContext> = {}) {
  const fetch = jest.fn<Fetch>(context.fetch ?? done);
  const common = { operation, request, token: tokenSource(token), signal: undefined, runtime: systemRuntime };
  return { fetch, ending: attempt({ ...common, ...context, fetch }, 1000) };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0); // an attempt that has ended holds no timer
  jest.useRealTimers();
});

describe("what is handed to `fetch`", () => {
  test("is the request with its credential, which follows no redirect and can be ended", async () => {
    const { fetch, ending } = start();
    await ending;
    const headers = { Accept: "application/json", "X-Auth-Token": token };
    const init = { method: "PUT", headers, redirect: "manual", signal: expect.any(AbortSignal), body: "{}" };
    expect(fetch.mock.calls).toEqual([[request.url, init]]);
    expect(request.headers).toEqual({ Accept: "application/json" });
  });

  test("has no body where there is none", async () => {
    const { fetch, ending } = start({ request: { ...request, body: undefined } });
    await ending;
    expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty("body");
  });

  test("has no credential where the operation takes none, and none is asked for", async () => {
    const ask = jest.fn(() => token);
    const { fetch, ending } = start({ token: ask, operation: openOperation });
    await expect(ending).resolves.toMatchObject({ kind: "success" });
    expect(fetch.mock.calls[0]?.[1].headers).toEqual({ Accept: "application/json" });
    expect(ask).not.toHaveBeenCalled();
  });
});

test("an answer is held against the contract, and freed of the credential", async () => {
  await expect(start().ending).resolves.toMatchObject({ kind: "success", status: 204 });
  const echo = async () => new Response(token, { status: 418 });
  await expect(start({ fetch: echo }).ending).resolves.toMatchObject({ kind: "off-contract", snippet: "[redacted]" });
});

describe("without a usable credential nothing is sent", () => {
  test.each([
    ["a function that throws", () => Promise.reject(reason), "the token function failed", reason],
    ["an unusable token", () => "s3cr3t\n", expect.stringMatching(/^the token holds characters/), undefined],
    ["an empty token", () => "", "the token is empty; is the environment variable set?", undefined],
  ])("%s", async (_, auth, message, cause) => {
    const { fetch, ending } = start({ token: tokenSource(auth) });
    await expect(ending).resolves.toEqual({ kind: "no-credential", message, cause });
    expect(fetch).not.toHaveBeenCalled();
  });

  test("a function that hangs, when the time is up", async () => {
    const { fetch, ending } = start({ token: never });
    await jest.advanceTimersByTimeAsync(1000);
    const message = "the token function gave no token within 1000 ms";
    await expect(ending).resolves.toEqual({ kind: "no-credential", message, cause: undefined });
    expect(fetch).not.toHaveBeenCalled();
  });

  test("a function that gives it too late", async () => {
    const late = () => new Promise<string>((resolve) => setTimeout(resolve, 1500, token));
    const { fetch, ending } = start({ token: late });
    await jest.advanceTimersByTimeAsync(2000);
    await expect(ending).resolves.toMatchObject({ kind: "no-credential" });
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe("a `fetch` that fails", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const failures: [what: string, error: Error, sent: boolean][] = [
    ["may have sent the request", new TypeError("fetch failed"), true],
    ["can't have sent it where no connection came about", new TypeError("fetch failed", { cause: refused }), false],
  ];
  test.each(failures)("%s", async (_, error, sent) => {
    const { ending } = start({ fetch: () => Promise.reject(error) });
    await expect(ending).resolves.toEqual({ kind: "no-answer", sent, cause: error });
  });

  test("may do so at once, or return no promise", async () => {
    const fetch = () => {
      throw reason;
    };
    await expect(start({ fetch }).ending).resolves.toEqual({ kind: "no-answer", sent: true, cause: reason });
    const nothing = (() => undefined) as unknown as Fetch; // as a test's mock does
    await expect(start({ fetch: nothing }).ending).resolves.toMatchObject({ kind: "no-answer", sent: true });
  });

  test("may do so in the middle of the body", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(reason) });
    const { ending } = start({ fetch: async () => new Response(body, { status: 404 }) });
    await expect(ending).resolves.toEqual({ kind: "no-answer", sent: true, cause: reason });
  });
});

/** Where an attempt can hang, and whether something was sent by then. */
const hangs: [where: string, context: Partial<AttemptContext>, sent: boolean][] = [
  ["in a token function", { token: never }, false],
  ["in a `fetch` that ignores its signal", { fetch: never }, true],
  ["in a body that never ends", { fetch: async () => new Response(new ReadableStream(), { status: 404 }) }, true],
];

describe("the time limit ends an attempt that hangs", () => {
  test.each(hangs.filter(([, , sent]) => sent))("%s", async (_, context) => {
    const { fetch, ending } = start(context);
    await jest.advanceTimersByTimeAsync(999);
    const signal = fetch.mock.calls[0]?.[1].signal;
    expect(signal?.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await expect(ending).resolves.toEqual({ kind: "timeout", timeoutMs: 1000 });
    expect(signal?.aborted).toBe(true);
  });

  test("and an answer that comes later is let go", async () => {
    const cancel = jest.fn<() => void>();
    const late = () => new Promise<Response>((resolve) => setTimeout(() => resolve(new Response(stream)), 1500));
    const stream = new ReadableStream({ cancel });
    const { ending } = start({ fetch: late });
    await jest.advanceTimersByTimeAsync(1000);
    await expect(ending).resolves.toMatchObject({ kind: "timeout" });
    expect(cancel).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(500);
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  test("and what fails later is no unhandled rejection", async () => {
    const unhandled = jest.fn();
    process.on("unhandledRejection", unhandled);
    const late = () => new Promise<never>((_, reject) => setTimeout(reject, 1500, reason));
    const body = () => new ReadableStream({ cancel: () => Promise.reject(reason) });
    const lateBody = () => new Promise<Response>((resolve) => setTimeout(() => resolve(new Response(body())), 1500));
    const endings = [start({ fetch: late }), start({ token: late }), start({ fetch: lateBody })];
    await jest.advanceTimersByTimeAsync(1500);
    await Promise.all(endings.map(({ ending }) => ending));
    jest.useRealTimers();
    await new Promise((resolve) => setImmediate(resolve)); // after the tick in which Node tells of them
    process.off("unhandledRejection", unhandled);
    jest.useFakeTimers();
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe("the caller's signal ends an attempt that hangs", () => {
  test.each(hangs)("%s", async (_, context, sent) => {
    const caller = new AbortController();
    const { fetch, ending } = start({ ...context, signal: caller.signal });
    await jest.advanceTimersByTimeAsync(500);
    caller.abort(reason);
    await expect(ending).resolves.toEqual({ kind: "abort", sent, cause: reason });
    expect(fetch).toHaveBeenCalledTimes(sent ? 1 : 0);
    if (sent) expect(fetch.mock.calls[0]?.[1].signal?.aborted).toBe(true);
  });
});

test("nothing is sent, and no token asked for, where the caller's signal is aborted already", async () => {
  const ask = jest.fn(() => token);
  const { fetch, ending } = start({ token: ask, signal: AbortSignal.abort(reason) });
  await expect(ending).resolves.toEqual({ kind: "abort", sent: false, cause: reason });
  expect([fetch.mock.calls.length, ask.mock.calls.length]).toEqual([0, 0]);
});

describe("a body that is announced where none can be, and so can't be read or refused, is let go", () => {
  test.each([
    ["some bytes", { "Content-Length": "900" }, true],
    ["a length that is no number", { "Content-Length": "x" }, true],
    ["no bytes", { "Content-Length": "0" }, false],
    ["nothing", {}, false],
  ])("%s", async (_, headers, aborted) => {
    const { fetch, ending } = start({
      fetch: async () => new Response(null, { status: 204, headers: Object.entries(headers) }),
    });
    await expect(ending).resolves.toMatchObject({ kind: "success", status: 204 });
    expect(fetch.mock.calls[0]?.[1].signal?.aborted).toBe(aborted);
  });
});
