import { describe, expect, jest, test } from "@jest/globals";
import { type AttemptEvent, createObserver, type Logger } from "./observer.ts";

const subject = { operationId: "removeThing", attempt: 1, method: "DELETE", path: "/v1/things/{id}" };
const event = (change: Partial<AttemptEvent> = {}): AttemptEvent => {
  return { ...subject, status: 204, durationMs: 5, outcome: "done", retryInMs: undefined, ...change };
};

function loggerOf() {
  const lines: [level: string, message: string, fields: object][] = [];
  const at = (level: string) => (message: string, fields: object) => void lines.push([level, message, fields]);
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

test("where nobody watches there is no observer", () => {
  expect(createObserver(undefined, undefined)).toBeUndefined();
});

test("an attempt's beginning is logged for debugging", () => {
  const logger = loggerOf();
  createObserver(logger, undefined)?.begins(subject);
  expect(logger.lines).toEqual([["debug", "removeThing: attempt 1", subject]]);
});

describe("an attempt's end is logged at a level that fits what became of the call", () => {
  test.each<[level: keyof Logger, change: Partial<AttemptEvent>, message: string]>([
    ["info", {}, "removeThing: done after attempt 1, status 204"],
    ["info", { outcome: "already-gone", status: 404 }, "removeThing: already-gone after attempt 1, status 404"],
    ["warn", { outcome: "rejected", status: 403 }, "removeThing: rejected after attempt 1, status 403"],
    ["warn", { outcome: "not-sent", status: undefined }, "removeThing: not-sent after attempt 1"],
    ["error", { outcome: "unknown", status: 500 }, "removeThing: unknown after attempt 1, status 500"],
    ["error", { outcome: "unknown", status: undefined, attempt: 3 }, "removeThing: unknown after attempt 3"],
    [
      "warn",
      { outcome: "unknown", status: 503, retryInMs: 250 },
      "removeThing: unknown after attempt 1, status 503; again in 250 ms",
    ],
    [
      "warn",
      { outcome: "not-sent", status: undefined, retryInMs: 0 },
      "removeThing: not-sent after attempt 1; again in 0 ms",
    ],
  ])("%s: %j", (level, change, message) => {
    const logger = loggerOf();
    createObserver(logger, undefined)?.ends(event(change), true);
    expect(logger.lines).toEqual([[level, message, event(change)]]);
  });
});

test("an event is an attempt that was handed to `fetch`; a call that ends without one is only logged", () => {
  const logger = loggerOf();
  const onAttempt = jest.fn();
  const observer = createObserver(logger, onAttempt);
  observer?.ends(event({ outcome: "not-sent", status: undefined }), false);
  expect([onAttempt.mock.calls.length, logger.lines.length]).toEqual([0, 1]);
  observer?.ends(event(), true);
  expect([onAttempt.mock.calls, logger.lines.length]).toEqual([[[event()]], 2]);
});

test("a logger's functions are called as its own", () => {
  class Own {
    readonly lines: string[] = [];
    debug = this.info;
    warn = this.info;
    error = this.info;
    info(message: string): void {
      this.lines.push(message);
    }
  }
  const logger = new Own();
  createObserver(logger, undefined)?.ends(event(), true);
  expect(logger.lines).toHaveLength(1);
});

describe("whoever watches can neither change nor fail what is watched", () => {
  const broken = new Error("the log is full");

  test.each<[what: string, watcher: () => unknown]>([
    [
      "throws",
      () => {
        throw broken;
      },
    ],
    ["rejects", () => Promise.reject(broken)],
    ["never settles", () => new Promise(() => {})],
  ])("where it %s", async (_, watcher) => {
    const unhandled = jest.fn();
    process.on("unhandledRejection", unhandled);
    const logger: Logger = { debug: watcher, info: watcher, warn: watcher, error: watcher };
    const onAttempt = jest.fn(watcher);
    const observer = createObserver(logger, onAttempt);
    expect(observer?.begins(subject)).toBeUndefined();
    expect(observer?.ends(event(), true)).toBeUndefined();
    expect(onAttempt).toHaveBeenCalledTimes(1);
    await new Promise((resolve) => setImmediate(resolve)); // after the tick in which Node tells of them
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test("where it would write into what it is told", () => {
    const write = (event: AttemptEvent) => Object.assign(event, { outcome: "done" });
    const logger = loggerOf();
    createObserver(logger, write)?.ends(event({ outcome: "unknown" }), true);
    expect(logger.lines).toMatchObject([["error", expect.anything(), { outcome: "unknown" }]]);
  });
});
