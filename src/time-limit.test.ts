import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { systemRuntime } from "./runtime.ts";
import { startTimeLimit } from "./time-limit.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const never = new Promise<never>(() => {});
const settled = (promise: Promise<unknown>) =>
  promise.then(
    (value) => ["resolved", value],
    (reason: unknown) => ["rejected", reason],
  );

test("a promise that never settles ends when the time is up, and not before", async () => {
  const limit = startTimeLimit(systemRuntime, 1000, undefined);
  const end = jest.fn();
  const race = limit.race(never).catch(end);
  await jest.advanceTimersByTimeAsync(999);
  expect([end.mock.calls.length, limit.ended, limit.signal.aborted]).toEqual([0, undefined, false]);
  await jest.advanceTimersByTimeAsync(1);
  await race;
  expect([end.mock.calls.length, limit.ended, limit.signal.aborted]).toEqual([1, "timeout", true]);
});

test("a promise that settles in time does so unchanged", async () => {
  const limit = startTimeLimit(systemRuntime, 1000, undefined);
  const broken = new Error("broken");
  await expect(limit.race(Promise.resolve(7))).resolves.toBe(7);
  await expect(limit.race(Promise.reject(broken))).rejects.toBe(broken);
  expect(limit.ended).toBeUndefined();
});

test("one limit covers all that is raced, one after the other", async () => {
  const limit = startTimeLimit(systemRuntime, 1000, undefined);
  const slow = new Promise((resolve) => setTimeout(resolve, 600));
  const first = limit.race(slow);
  await jest.advanceTimersByTimeAsync(600);
  await first;
  const second = settled(limit.race(never));
  await jest.advanceTimersByTimeAsync(400);
  await expect(second).resolves.toEqual(["rejected", limit.signal.reason]);
});

test("the caller's signal ends it at once, and its reason does not travel on", async () => {
  const caller = new AbortController();
  const limit = startTimeLimit(systemRuntime, 1000, caller.signal);
  const race = settled(limit.race(never));
  caller.abort("s3cr3t reason");
  const reason: unknown = limit.signal.reason;
  await expect(race).resolves.toEqual(["rejected", reason]);
  expect([limit.ended, limit.signal.aborted, (reason as Error).name]).toEqual(["abort", true, "AbortError"]); // the standard's reason
});

test("the first end is the one that counts", async () => {
  const caller = new AbortController();
  const timedOut = startTimeLimit(systemRuntime, 1000, caller.signal);
  await jest.advanceTimersByTimeAsync(1000);
  caller.abort();
  expect(timedOut.ended).toBe("timeout");

  const second = new AbortController();
  const aborted = startTimeLimit(systemRuntime, 1000, second.signal);
  second.abort();
  await jest.advanceTimersByTimeAsync(1000);
  expect(aborted.ended).toBe("abort");
});

test("once stopped, neither the time nor the caller ends it, and nothing is held", async () => {
  const caller = new AbortController();
  const remove = jest.spyOn(caller.signal, "removeEventListener");
  const limit = startTimeLimit(systemRuntime, 1000, caller.signal);
  expect(jest.getTimerCount()).toBe(1);
  limit.stop();
  expect(jest.getTimerCount()).toBe(0);
  expect(remove).toHaveBeenCalledTimes(1);
  caller.abort();
  await jest.advanceTimersByTimeAsync(1000);
  expect([limit.ended, limit.signal.aborted]).toEqual([undefined, false]);
});

test("an end that nobody waits for is no unhandled rejection", async () => {
  const unhandled = jest.fn();
  process.on("unhandledRejection", unhandled);
  startTimeLimit(systemRuntime, 1000, undefined);
  await jest.advanceTimersByTimeAsync(1000);
  jest.useRealTimers();
  await new Promise((resolve) => setImmediate(resolve)); // after the tick in which Node tells of them
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});
