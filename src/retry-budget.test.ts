import { expect, test } from "@jest/globals";
import { createRetryBudget } from "./retry-budget.ts";

/** How many retries are paid for until nothing is left. */
function drain(budget: { take(): boolean }): number {
  let taken = 0;
  while (budget.take()) taken++;
  return taken;
}

test("a new budget lasts for 8 retries, and then for none", () => {
  const budget = createRetryBudget();
  expect([drain(budget), drain(budget)]).toEqual([8, 0]);
});

test.each([
  [25, 5],
  [500, 100],
])("a bucket of another size lasts accordingly: %d for %d retries", (capacity, retries) => {
  const budget = createRetryBudget(capacity);
  for (let calls = 0; calls < 1000; calls++) budget.earn(false);
  expect(drain(budget)).toBe(retries);
});

test("five calls that succeed at once earn one retry", () => {
  const budget = createRetryBudget();
  drain(budget);
  for (let calls = 0; calls < 4; calls++) budget.earn(false);
  expect(budget.take()).toBe(false);
  budget.earn(false);
  expect(drain(budget)).toBe(1);
});

test("a call that succeeds after a retry gets it back", () => {
  const budget = createRetryBudget();
  drain(budget);
  budget.earn(true);
  expect(drain(budget)).toBe(1);
});

test("no success fills it above what it had at first", () => {
  const budget = createRetryBudget();
  for (let calls = 0; calls < 1000; calls++) budget.earn(calls % 2 === 0);
  expect(drain(budget)).toBe(8);
});
