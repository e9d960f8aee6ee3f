import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { Fetch } from "./attempt.ts";
import type { Observer } from "./observer.ts";
import { compileOperation } from "./request.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";
import { type Call, send } from "./send.ts";

// What `send` makes of the policy in retry.ts: how often, after how long, and what it says of all the attempts together.

const operation = (method: "DELETE" | "POST") =>
  compileOperation("removeThing", {
    method,
    path: "/v1/things",
    parameters: {},
    success: { 204: "empty" },
    errors: { 404: ["X.1"], 500: ["X.9"] },
  });

type Step = () => Promise<Response>;
const status = (code: number, headers: Record<string, string> = {}): Step => {
  return async () => new Response(null, { status: code, headers });
};
const gone: Step = async () => Response.json({ error_code: "X.1", error_msg: "gone" }, { status: 404 });
const reset: Step = () => Promise.reject(new TypeError("fetch failed"));
const refused: Step = () => Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }));
const never: Step = () => new Promise(() => {});

/** A call whose attempts are answered by one step after the other, and by the last one from then on. */
function callOf(steps: readonly Step[], change: Partial<Call> = {}) {
  const sentAt: number[] = [];
  const started = performance.now();
  const fetch: Fetch = () => {
    sentAt.push(performance.now() - started);
    const step = steps[Math.min(sentAt.length, steps.length) - 1];
    if (!step) throw new Error("a call needs a step");
    return step();
  };
  const observer = { begins: jest.fn<Observer["begins"]>(), ends: jest.fn<Observer["ends"]>() };
  const call: Call = {
    operation: operation("DELETE"),
    request: { method: "DELETE", url: "https://h.example/v1/things", path: "/v1/things", headers: {}, body: undefined },
    base: new URL("https://h.example"),
    token: async () => "canary-token+5f3c/",
    fetch,
    signal: undefined,
    runtime: { ...systemRuntime, random: () => 0.5 },
    timeoutMs: 1000,
    deadlineMs: Number.POSITIVE_INFINITY,
    maxRetries: 2,
    ignoreNotFound: false,
    budget: createRetryBudget(),
    observer,
    ...change,
  };
  return { call, sentAt, observer };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0); // a call that has ended holds no timer
  jest.useRealTimers();
});

/** Lets all the time pass that a call takes, and more. */
async function run(call: Call) {
  const end = send(call);
  await jest.advanceTimersByTimeAsync(600_000);
  return end;
}

test("a call is sent again after a pause until it is done", async () => {
  const { call, sentAt } = callOf([status(503), reset, status(204)]);
  await expect(run(call)).resolves.toMatchObject({ outcome: "done", attempts: 3, ending: { status: 204 } });
  expect(sentAt).toEqual([0, 250, 750]);
});

test("a call that fails to the end says how often it was sent, and how it ended last", async () => {
  const { call, sentAt } = callOf([reset, status(502), status(503)]);
  await expect(run(call)).resolves.toMatchObject({ outcome: "unknown", attempts: 3, ending: { status: 503 } });
  expect(sentAt).toHaveLength(3);
});

test.each([0, 1, 5])("there are `maxRetries` retries at most: %d", async (maxRetries) => {
  const { call, sentAt } = callOf([reset], { maxRetries });
  await expect(run(call)).resolves.toMatchObject({ attempts: maxRetries + 1 });
  expect(sentAt).toHaveLength(maxRetries + 1);
});

test("what must not be sent again is not, whatever is left", async () => {
  const post = operation("POST");
  const request = { ...callOf([]).call.request, method: "POST" };
  const { call, sentAt } = callOf([refused, reset, status(204)], { operation: post, request });
  await expect(run(call)).resolves.toMatchObject({ outcome: "unknown", attempts: 2, ending: { kind: "no-answer" } });
  expect(sentAt).toHaveLength(2);
});

test("a token is asked for before every attempt, and where there is none any more, the call ends", async () => {
  const token = jest.fn<() => Promise<string>>().mockResolvedValueOnce("canary-token+5f3c/");
  token.mockRejectedValue(new Error("the vault is closed"));
  const { call, sentAt } = callOf([reset], {
    token,
    operation: { ...operation("DELETE"), credentialHeader: "X-Auth-Token" },
  });
  await expect(run(call)).resolves.toMatchObject({
    outcome: "unknown",
    attempts: 1,
    ending: { kind: "no-credential" },
  });
  expect([sentAt.length, token.mock.calls.length]).toEqual([1, 2]);
});

describe("what an earlier attempt may have done, no later answer takes back", () => {
  test.each<[what: string, steps: Step[], outcome: string]>([
    ["reset, then gone", [reset, gone], "unknown"],
    ["timeout, then gone", [never, gone], "unknown"],
    ["503, then refused", [status(503), refused], "unknown"],
    ["refused, then gone", [refused, gone], "rejected"],
    ["refused to the end", [refused], "not-sent"],
  ])("%s: %j", async (_, steps, outcome) => {
    await expect(run(callOf(steps).call)).resolves.toMatchObject({ outcome });
  });

  test("except that whoever ignores a 404 is told that it is gone", async () => {
    const { call } = callOf([reset, gone], { ignoreNotFound: true });
    await expect(run(call)).resolves.toMatchObject({ outcome: "already-gone", attempts: 2 });
  });
});

describe("the deadline", () => {
  test("covers all attempts: the last one has what is left", async () => {
    const { call, sentAt } = callOf([never], { deadlineMs: 1500 });
    await expect(run(call)).resolves.toMatchObject({ attempts: 2, ending: { kind: "timeout", timeoutMs: 1500 } });
    expect(sentAt).toEqual([0, 1250]);
  });

  test("ends a call before a pause that would last longer", async () => {
    const { call, sentAt } = callOf([status(503, { "Retry-After": "5" })], { deadlineMs: 5000 });
    // Without any time going by.
    await expect(send(call)).resolves.toMatchObject({ attempts: 1, ending: { status: 503 } });
    expect(sentAt).toEqual([0]);
  });

  test("lets no further attempt begin where a pause took longer than it was meant to", async () => {
    const late: Runtime = {
      ...systemRuntime,
      random: () => 0.5,
      after: (ms, end) => systemRuntime.after(ms + 400, end),
    };
    const { call, sentAt } = callOf([reset], { deadlineMs: 600, runtime: late });
    await expect(run(call)).resolves.toMatchObject({ attempts: 1, ending: { kind: "no-answer" } });
    expect(sentAt).toEqual([0]);
  });

  test("may be shorter than one attempt's limit", async () => {
    const { call } = callOf([never], { deadlineMs: 10 });
    await expect(run(call)).resolves.toMatchObject({ attempts: 1, ending: { kind: "timeout", timeoutMs: 10 } });
  });

  test("leaves an attempt's own limit what it is", async () => {
    const { call } = callOf([never], { deadlineMs: 100_000 });
    await expect(run(call)).resolves.toMatchObject({ attempts: 3, ending: { kind: "timeout", timeoutMs: 1000 } });
  });
});

test("the caller's signal ends a call in its pause, at once", async () => {
  const caller = new AbortController();
  const { call, sentAt } = callOf([status(503, { "Retry-After": "10" })], { signal: caller.signal });
  const end = send(call);
  await jest.advanceTimersByTimeAsync(5000);
  caller.abort("enough");
  await expect(end).resolves.toMatchObject({
    outcome: "unknown",
    attempts: 1,
    ending: { kind: "abort", sent: false, cause: "enough" },
  });
  expect(sentAt).toHaveLength(1);
});

describe("the budget", () => {
  test("is one for all calls of a client: once it is spent, nothing is sent again", async () => {
    const { call } = callOf([reset]);
    const calls = Array.from({ length: 100 }, () => ({ ...call }));
    const ends = await Promise.all(calls.map((call) => run(call)));
    expect(ends.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(108);
  });

  test("is not charged where nothing is sent again anyway", async () => {
    const { call } = callOf([reset, status(204)]);
    for (const change of [{ maxRetries: 0 }, { deadlineMs: 100 }, { fetch: status(500) }])
      for (let calls = 0; calls < 20; calls++) await run({ ...call, ...change });
    await expect(run(callOf([reset, status(204)], { budget: call.budget }).call)).resolves.toMatchObject({
      attempts: 2,
    });
  });

  test.each<[what: string, answer: Step, earned: number]>([
    ["a success", status(204), 1],
    ["a documented refusal", gone, 1],
    ["an answer off contract", status(400), 0],
    [
      "a documented error of the server's",
      async () => Response.json({ error_code: "X.9", error_msg: "" }, { status: 500 }),
      0,
    ],
    ["no answer", refused, 0],
  ])("is filled by an answer that shows that the server is up: %s", async (_, answer, earned) => {
    const earn = jest.fn();
    const { call } = callOf([answer], { maxRetries: 0, budget: { take: () => false, earn } });
    await run(call);
    expect(earn.mock.calls).toEqual(earned ? [[false]] : []);
  });

  test("gets a retry back that led to an answer", async () => {
    const earn = jest.fn();
    const { call } = callOf([reset, gone], { budget: { take: () => true, earn } });
    await run(call);
    expect(earn.mock.calls).toEqual([[true]]);
  });
});

describe("whoever watches is told", () => {
  const subject = { operationId: "removeThing", method: "DELETE", path: "/v1/things" };

  test("of each attempt: its answer, how long it took, what is known by then, and what comes next", async () => {
    const slow: Step = () =>
      new Promise((resolve) => setTimeout(() => resolve(new Response(null, { status: 502 })), 300));
    const { call, observer } = callOf([refused, slow, gone]);
    await run(call);
    expect(observer.begins.mock.calls).toEqual([1, 2, 3].map((attempt) => [{ ...subject, attempt }]));
    const first = { attempt: 1, status: undefined, durationMs: 0, outcome: "not-sent", retryInMs: 250 };
    const second = { attempt: 2, status: 502, durationMs: 300, outcome: "unknown", retryInMs: 500 };
    const third = { attempt: 3, status: 404, durationMs: 0, outcome: "unknown", retryInMs: undefined };
    expect(observer.ends.mock.calls).toEqual([first, second, third].map((event) => [{ ...subject, ...event }, true]));
  });

  test("of what the call becomes where a 404 is ignored", async () => {
    const { call, observer } = callOf([gone], { ignoreNotFound: true });
    await run(call);
    expect(observer.ends.mock.calls).toMatchObject([[{ outcome: "already-gone", status: 404 }, true]]);
  });

  test("that nothing was sent where the call ended before", async () => {
    const { call, observer } = callOf([never], { signal: AbortSignal.abort() });
    await run(call);
    expect(observer.ends.mock.calls).toMatchObject([[{ attempt: 1, outcome: "not-sent", status: undefined }, false]]);
  });
});
