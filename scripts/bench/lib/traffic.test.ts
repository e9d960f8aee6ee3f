import { describe, expect, test } from "@jest/globals";
import { amplification, createTraffic, doneShare, meanAmplification, peakOf, sum, sumOf } from "./traffic.ts";

/** Three seconds: a calm one, one in which every call is sent twice, a calm one. */
function threeSeconds() {
  const traffic = createTraffic(30);
  traffic.calls.fill(4);
  traffic.requests.fill(4).fill(8, 10, 20);
  return traffic;
}

describe("the amplification", () => {
  test("is requests per call in windows of one second, a tenth of a second apart", () => {
    const windows = amplification(threeSeconds(), 1000);
    expect(windows).toHaveLength(21);
    expect([windows[0], windows[5], windows[10], windows.at(-1)]).toEqual([
      { from: -1, to: 0, factor: 1 },
      { from: -0.5, to: 0.5, factor: 1.5 },
      { from: 0, to: 1, factor: 2 },
      { from: 1, to: 2, factor: 1 },
    ]);
  });

  test("is 1 where nothing was to be sent", () => {
    expect(amplification(createTraffic(10), 0)).toEqual([{ from: 0, to: 1, factor: 1 }]);
  });

  test("has its peak in the first of the worst windows", () => {
    const traffic = threeSeconds();
    expect(peakOf(amplification(traffic, 0))).toEqual({ from: 1, to: 2, factor: 2 });
    traffic.requests.fill(8);
    expect(peakOf(amplification(traffic, 0))).toEqual({ from: 0, to: 1, factor: 2 });
  });

  test("has a mean over any time", () => {
    const traffic = threeSeconds();
    expect(meanAmplification(traffic, 1000, 2000)).toBe(2);
    expect(meanAmplification(traffic, 0, 2000)).toBe(1.5);
    expect(meanAmplification(traffic, 2000, 3000)).toBe(1);
  });
});

test("the share of calls that are done is one of all calls, of whatever kinds are asked for", () => {
  expect(doneShare({ done: 1, failed: 3 })).toBe(0.25);
  expect(doneShare({ done: 1, failed: 3 }, { done: 4, failed: 0 })).toBe(0.625);
});

test("the traffic of many is the sum of the traffic of each, and changes none of them", () => {
  const one = threeSeconds();
  one.ended.duringOutage.failed = 5;
  one.ended.otherwise.done = 7;
  const three = sumOf([one, one, one]);
  expect([sum(three.calls), sum(three.requests)]).toEqual([3 * sum(one.calls), 3 * sum(one.requests)]);
  expect(three.requests.slice(9, 11)).toEqual([12, 24]);
  expect(three.ended).toEqual({ duringOutage: { done: 0, failed: 15 }, otherwise: { done: 21, failed: 0 } });
  expect(one.ended.duringOutage.failed).toBe(5);
  expect(sum(one.calls)).toBe(120);
});
