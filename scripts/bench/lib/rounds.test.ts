import { expect, test } from "@jest/globals";
import { measure, quantile } from "./rounds.ts";

test("contenders take turns, after a round to warm up, and are compared with the first", async () => {
  const order: string[] = [];
  let clock = 0;
  const contender = (name: string, ms: number) => ({
    name,
    run: async () => {
      order.push(name);
      clock += ms;
    },
  });
  const measured = await measure([contender("a", 2), contender("b", 3)], { rounds: 2, runs: 2, now: () => clock });
  expect(order.join("")).toBe("aabbaabbaabb");
  expect(measured).toEqual([
    { name: "a", median: 2000, low: 2000, high: 2000, ratio: 1 },
    { name: "b", median: 3000, low: 3000, high: 3000, ratio: 1.5 },
  ]);
});

test.each([
  [[3, 1, 2], 0.5, 2],
  [[4, 1, 3, 2], 0.5, 2.5],
  [[0, 10], 0.25, 2.5],
  [[7], 0.75, 7],
])("of %j, the quantile %d is %d", (values, part, expected) => {
  expect(quantile(values, part)).toBe(expected);
});
