import { expect, test } from "@jest/globals";
import { grouped, table } from "./table.ts";

test("a table's names are aligned to the left, its numbers to the right, and no line ends with spaces", () => {
  const rows = [
    ["", "bytes", "of all"],
    ["send.ts", "12 345", "9.1 %"],
    ["a", "1", ""],
  ];
  expect(table(rows)).toBe(["           bytes   of all", "send.ts   12 345    9.1 %", "a              1"].join("\n"));
});

test("thousands are set apart by a space that no line is broken at", () => {
  expect([0, 999, 1000, 12_345_678].map(grouped)).toEqual(["0", "999", "1\u202f000", "12\u202f345\u202f678"]);
});
