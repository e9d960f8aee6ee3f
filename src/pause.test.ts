import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { pause } from "./pause.ts";
import { systemRuntime } from "./runtime.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0); // nothing is held once it is over
  jest.useRealTimers();
});

test("a pause lasts as long as it was meant to", async () => {
  const over = jest.fn();
  const paused = pause(systemRuntime, 1000, undefined).then(over);
  await jest.advanceTimersByTimeAsync(999);
  expect(over).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  await paused;
});

test("the caller's signal ends it at once", async () => {
  const caller = new AbortController();
  const paused = pause(systemRuntime, 1000, caller.signal);
  caller.abort();
  await paused;
});

test("a signal that is aborted already lets none begin", async () => {
  await pause(systemRuntime, 1000, AbortSignal.abort());
});

test("a signal that outlives it is let go", async () => {
  const { signal } = new AbortController();
  const added = jest.spyOn(signal, "addEventListener");
  const removed = jest.spyOn(signal, "removeEventListener");
  const paused = pause(systemRuntime, 1000, signal);
  await jest.advanceTimersByTimeAsync(1000);
  await paused;
  expect(removed.mock.calls).toEqual([["abort", added.mock.calls[0]?.[1]]]);
});
