import { describe, expect, test } from "@jest/globals";
import { resolveCallOptions } from "./call-options.ts";
import type { CallOptions } from "./operation-types.ts";
import type { CallLimits } from "./send.ts";

const limits: CallLimits = {
  timeoutMs: 30_000,
  deadlineMs: 60_000,
  maxRetries: 2,
  signal: undefined,
  ignoreNotFound: false,
};
const resolve = (options: object | null | string) => resolveCallOptions(options as CallOptions, limits, "deleteThing"); // plain JavaScript passes anything

test("a call without options has the client's limits", () => {
  expect(resolve({})).toEqual(limits);
  expect(resolve({ timeoutMs: undefined, deadlineMs: undefined, maxRetries: undefined })).toEqual(limits);
});

test("a call's own limits take precedence", () => {
  const { signal } = new AbortController();
  const own = { timeoutMs: 0.5, deadlineMs: 2_147_483_647, maxRetries: 0, signal, ignoreNotFound: true };
  expect(resolve({ ...own, headers: {} })).toEqual(own);
});

describe("an unusable option of a call is refused, by its name", () => {
  const noTime = "must be a number of milliseconds above 0, and 2147483647 at most";
  const noCount = "must be a whole number, 0 for none";
  const times = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2_147_483_648, "5000", null, 5n, new Date()];
  const counts = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, "2", null, 2n, true];
  const cases: [parameter: string, options: object | null | string, why: string][] = [
    ["options", null, "must be an object"],
    ["options", "fast", "must be an object"],
    ["signal", { signal: null }, "must be an AbortSignal"],
    ["signal", { signal: new AbortController() }, "must be an AbortSignal"],
    [
      "retries",
      { retries: 1 },
      "is no option; there are signal, timeoutMs, deadlineMs, maxRetries, headers, ignoreNotFound",
    ],
    ...["timeoutMs", "deadlineMs"].flatMap((name) =>
      times.map((ms): [string, object, string] => [name, { [name]: ms }, noTime]),
    ),
    ...counts.map((maxRetries): [string, object, string] => ["maxRetries", { maxRetries }, noCount]),
  ];
  test.each(cases)("%s: %p", (parameter, options, why) => {
    const message = `deleteThing: ${parameter} ${why}`;
    const refusal = { name: "RomaInputError", parameter, operationId: "deleteThing", message };
    expect(() => resolve(options)).toThrow(expect.objectContaining(refusal));
  });

  test("only `true` ignores a 404: a text that is meant to be false must not", () => {
    const ignored = [true, "false", "true", 1, undefined].map(
      (given) => resolve({ ignoreNotFound: given }).ignoreNotFound,
    );
    expect(ignored).toEqual([true, false, false, false, false]);
  });
});
