import { describe, expect, test } from "@jest/globals";
import { missesOf, toMarkdown, toText } from "./hostile-table.ts";
import type { Score } from "./side-by-side.ts";

const good: Score = {
  client: "good 1.0",
  promises: { 1: { held: 120, total: 120 }, 10: { held: 80, total: 80 } },
  held: 200,
  total: 200,
  missed: [],
};
const missed = [{ id: "status-200", promise: 1, title: "a 200", why: "reported success" }] as const;
const nearly: Score = {
  ...good,
  client: "nearly",
  promises: { 1: { held: 119, total: 120 }, 10: { held: 80, total: 80 } },
  held: 199,
  missed,
};

describe("the text", () => {
  test("has a row per promise that has cases, aligned, and the total", () => {
    expect(toText([good, nearly]).split("\n")).toEqual([
      "                                             good 1.0         nearly",
      "1. Success is the documented status           120/120        119/120",
      "10. What the spec forbids is not sent           80/80          80/80",
      "Total                                  200/200, 100 %  199/200, 99 %",
    ]);
  });
});

describe("the Markdown", () => {
  test("is a table with the same rows, the total in bold", () => {
    expect(toMarkdown([good, nearly])).toBe(
      [
        "|  | good 1.0 | nearly |",
        "|---|--:|--:|",
        "| 1. Success is the documented status | 120/120 | 119/120 |",
        "| 10. What the spec forbids is not sent | 80/80 | 80/80 |",
        "| **Total** | **200/200, 100 %** | **199/200, 99 %** |",
      ].join("\n"),
    );
  });

  test("rounds down, so that one case in many that isn't held isn't 100 %", () => {
    expect(toMarkdown([{ ...nearly, held: 9_999, total: 10_000 }])).toContain("9999/10000, 99 %");
  });

  test("calls a run of nothing 0 %", () => {
    expect(toMarkdown([{ ...good, promises: {}, held: 0, total: 0 }])).toContain("0/0, 0 %");
  });
});

test("each case that isn't held is named, with its promise and the reason", () => {
  expect(missesOf(nearly)).toBe("nearly doesn't hold 1:\n  1  status-200: reported success");
});
