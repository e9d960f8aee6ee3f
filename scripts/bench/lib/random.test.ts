import { expect, test } from "@jest/globals";
import { seededRandom } from "./random.ts";

const drawn = (random: () => number, count = 1000) => Array.from({ length: count }, random);

test("the same seeds give the same numbers, on every machine and for ever", () => {
  expect(drawn(seededRandom(1, 2, 3), 3)).toEqual([0.9283241254743189, 0.021548771765083075, 0.2612737331073731]);
  expect(drawn(seededRandom(7, 8))).toEqual(drawn(seededRandom(7, 8)));
});

test.each([[[2, 2, 3]], [[1, 3, 3]], [[1, 2, 4]], [[1, 2]], [[]]])("other seeds give other numbers: %j", (seeds) => {
  const numbers = new Set(drawn(seededRandom(1, 2, 3)));
  expect(drawn(seededRandom(...seeds)).filter((number) => numbers.has(number))).toEqual([]);
});

test("the numbers are spread evenly from 0 up to 1, however alike the seeds are", () => {
  for (const seed of [0, 1, 2, 2 ** 31 - 1]) {
    const tenths = new Array<number>(10).fill(0);
    for (const number of drawn(seededRandom(seed), 10_000)) {
      const tenth = Math.floor(number * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(tenths).toHaveLength(10); // none of them below 0, or 1 and more
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150); // five standard deviations
  }
});
