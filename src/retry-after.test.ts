import { describe, expect, test } from "@jest/globals";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.UTC(2026, 10, 22, 18, 0, 0); // a Sunday

describe("what HTTP's grammar allows is understood", () => {
  test.each([
    ["0", 0],
    ["1", 1000],
    ["007", 7000],
    ["120", 120_000],
    ["999999999999999999999", 1e24], // whoever honours it has to have a limit of his own
    ["Sun, 22 Nov 2026 18:00:05 GMT", 5000],
    ["Sun, 22 Nov 2026 18:00:00 GMT", 0],
    ["Sun, 22 Nov 2026 17:59:59 GMT", 0],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
    ["Mon, 23 Nov 2026 18:00:00 GMT", 86_400_000],
    ["Sunday, 22-Nov-26 18:00:05 GMT", 5000],
    ["Wednesday, 25-Nov-26 18:00:00 GMT", 259_200_000],
    ["Sun Nov 22 18:00:05 2026", 5000],
    ["Tue Dec  1 18:00:00 2026", 777_600_000],
  ])("%s", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});

describe("anything else is as good as missing", () => {
  test.each([
    null,
    "",
    " 5",
    "5 ",
    "+5",
    "-5",
    "5.0",
    "1e3",
    "0x10",
    "５",
    "5, 10",
    "5s",
    "soon",
    "Infinity",
    "2026-11-22T18:00:05Z",
    "Sun, 22 Nov 2026 18:00:05",
    "Sun, 22 Nov 2026 18:00:05 UTC",
    "Sun, 22 Nov 2026 18:00:05 +0000",
    "Sun, 22 Nov 2026 19:00:05 GMT+1",
    "sun, 22 nov 2026 18:00:05 gmt",
    "Mon, 22 Nov 2026 18:00:05 GMT", // it is a Sunday
    "Sun, 31 Nov 2026 18:00:05 GMT",
    "Sun, 22 Nov 2026 24:00:00 GMT",
    "Sun, 22 Nov 26 18:00:05 GMT",
    "22 Nov 2026 18:00:05 GMT",
    "Sun Nov 22 2026 18:00:05",
    "Sun Nov 2  18:00:05 2026",
  ])("%j", (header) => {
    expect(retryAfterMs(header, now)).toBeUndefined();
  });
});
