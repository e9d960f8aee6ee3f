import { getEventListeners } from "node:events";
import { expect, jest, test } from "@jest/globals";
import { onAbort } from "./on-abort.ts";

const listenersOf = ({ signal }: AbortController) => getEventListeners(signal, "abort").length;

test("all who wait for a signal are told, through one listener", () => {
  const caller = new AbortController();
  const told = Array.from({ length: 20 }, () => jest.fn());
  for (const callback of told) onAbort(caller.signal, callback);
  expect(listenersOf(caller)).toBe(1);
  caller.abort();
  for (const callback of told) expect(callback).toHaveBeenCalledTimes(1);
});

test("whoever called it off is not told, and the last one takes the listener with him", () => {
  const caller = new AbortController();
  const [first, second] = [jest.fn(), jest.fn()];
  const callOff = onAbort(caller.signal, first);
  const callOffSecond = onAbort(caller.signal, second);
  callOff();
  callOff(); // once more does nothing
  expect(listenersOf(caller)).toBe(1);
  callOffSecond();
  expect(listenersOf(caller)).toBe(0);
  caller.abort();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 0]);
});

test("a signal can be waited for again after all had called it off", () => {
  const caller = new AbortController();
  const stale = onAbort(caller.signal, jest.fn());
  stale();
  const told = jest.fn();
  onAbort(caller.signal, told);
  stale();
  expect(listenersOf(caller)).toBe(1);
  caller.abort();
  expect(told).toHaveBeenCalledTimes(1);
});

test("those who are told may call it off while others are being told", () => {
  const caller = new AbortController();
  const told: string[] = [];
  const offs = ["a", "b", "c"].map((name) =>
    onAbort(caller.signal, () => {
      told.push(name);
      for (const off of offs.slice(0, 2)) off();
    }),
  );
  caller.abort();
  expect(told).toEqual(["a", "c"]);
});

test("two signals don't know of each other, and none is none", () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const told = jest.fn();
  onAbort(one.signal, told);
  onAbort(other.signal, jest.fn());
  expect(onAbort(undefined, told)()).toBeUndefined();
  other.abort();
  expect(told).not.toHaveBeenCalled();
});
