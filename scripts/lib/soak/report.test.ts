import { expect, test } from "@jest/globals";
import { failuresOf, progressLine, renderResult } from "./report.ts";
import type { SoakResult } from "./soak.ts";
import { createTally, type Tally } from "./tally.ts";

const footprint = { sockets: 0, connections: 0, listeners: 0, resources: { PipeWrap: 1 } };
const resultOf = (change: Partial<SoakResult> = {}, counts: Partial<Tally> = {}): SoakResult => ({
  seed: 7,
  concurrency: 64,
  seconds: 10,
  tally: { ...createTally(), calls: 12_345, retries: 678, ...counts },
  footprints: [footprint, { ...footprint, heapBytes: 2 ** 20 }, { ...footprint, heapBytes: 2 ** 21 }],
  growth: [],
  strangers: 0,
  ...change,
});

test.each<[what: string, result: SoakResult, unhandled: number, failures: string[]]>([
  ["nothing wrong", resultOf(), 0, []],
  ["late ends, which a busy machine may cause", resultOf({}, { late: 3, misled: 2 }), 0, []],
  ["a wrong outcome", resultOf({}, { wrongCalls: 1 }), 0, ["1 wrong outcomes"]],
  [
    "something that has grown",
    resultOf({ growth: ["sockets: 0 before, 1 after"] }),
    0,
    ["more than before: sockets: 0 before, 1 after"],
  ],
  [
    "requests of no call",
    resultOf({ strangers: 2 }),
    0,
    ["2 requests that were of no call, or of one that had ended before"],
  ],
  ["rejections that nobody handles", resultOf(), 4, ["4 unhandled rejections"]],
])("a soak fails for what is wrong, and for that alone: %s", (_, result, unhandled, failures) => {
  expect(failuresOf(result, unhandled)).toEqual(failures);
  const text = renderResult(result, [], unhandled);
  expect(text).toContain(failures.length === 0 ? "✓ nothing wrong" : `✗ ${failures.join("; ")}`);
});

test("the result shows how the calls ended, and what `unknown` was in truth", () => {
  const outcomes = { done: 9000, unknown: 3345 };
  const text = renderResult(resultOf({}, { outcomes, unknown: { acted: 3000, notActed: 345 } }), ["W: leak?"], 0);
  expect(text).toContain("12 345, 1 235/s, 678 retries");
  expect(text).toContain("done 9 000 (72.9 %), unknown 3 345 (27.1 %)");
  expect(text).toContain("27.1 % of the calls; of them 3 000 were in fact done, 345 were not");
  expect(text).toContain("2.0 MiB (after the warm-up 1.0 MiB; may grow by 2.0 MiB)");
  expect(text).toContain("W: leak?");
});

test("the result shows a wrong call with all that is known of it", () => {
  const asked = {
    method: "DELETE",
    forbidden: false,
    ignoreNotFound: false,
    maxRetries: 0,
    timeoutMs: 1,
    deadlineMs: 1,
  } as const;
  const claim = {
    end: "rejected",
    outcome: "rejected",
    attempts: 1,
    isRomaError: true,
    isInputError: false,
    aborted: false,
    ms: 1,
  } as const;
  const sample = { call: 42, operationId: "deleteAppCode", asked, handed: [], claim, error: "RomaError: no" };
  const wrong = ["rejected-but-not"] as const;
  const text = renderResult(
    resultOf({}, { wrongCalls: 1, wrong: { "rejected-but-not": 1 }, samples: [{ ...sample, wrong }] }),
    [],
    0,
  );
  expect(text).toContain("1 × `rejected`, and the server refused nothing");
  expect(text).toContain("call 42, deleteAppCode: rejected-but-not");
  expect(text).toContain("RomaError: no");
});

test("a soak that was ended early says what it did not measure", () => {
  const text = renderResult(resultOf({ footprints: [footprint] }), [], 0);
  expect(text).toMatch(/sockets +not measured/);
  expect(text).toMatch(/heap +not measured/);
});

test("progress is one line", () => {
  const tally = { ...createTally(), calls: 1200, retries: 30 };
  expect(progressLine(tally, 3100)).toBe("  3 s  1 200 calls, 387/s, 30 retries, 0 late, 0 wrong");
  expect(progressLine(tally, 3100, "rests")).toContain("1 200 calls, rests, ");
});
