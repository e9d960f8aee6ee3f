import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "@jest/globals";
import { ours } from "../scripts/bench/lib/ours.ts";
import { fromRoot } from "../scripts/lib/root.ts";
import type { HostileCase } from "./support/hostile/case.ts";
import { catalogue } from "./support/hostile/catalogue.ts";
import { expectHeld } from "./support/hostile/expect-held.ts";
import { type Observation, observe } from "./support/hostile/observation.ts";

// Every hostile case against this client, several at a time as in the side-by-side run: what one server does to a call
// must not show in another.

const atATime = 8;
const observed = new Map<HostileCase, Observation>();

beforeAll(async () => {
  const queue = catalogue.values();
  const worker = async () => {
    for (const hostile of queue) observed.set(hostile, await observe(hostile, ours));
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}, 180_000);

test.each(catalogue.map((hostile) => [hostile.promise, hostile.id, hostile] as const))(
  "promise %i holds in %s",
  (_, __, hostile) => {
    const observation = observed.get(hostile);
    if (!observation) throw new Error("the case was not played");
    expectHeld(hostile, observation);
  },
);

test("the catalogue has cases of every promise, each with a name of its own", () => {
  const promises = new Set(catalogue.map(({ promise }) => promise));
  expect([...promises].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10]);
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  expect(new Set(catalogue.map(({ promise, title }) => `${promise} ${title}`)).size).toBe(catalogue.length);
});

test("the README's table is of this catalogue, and this client holds all of it", () => {
  const [, table = ""] = readFileSync(fromRoot("README.md"), "utf8").split("<!-- hostile:begin -->");
  const rows = [...table.matchAll(/^\| (\d+)\. [^|]+ \| (\d+)\/(\d+) \|/gm)].map((row) => row.slice(1).map(Number));
  const counts = new Map<number, number>();
  for (const { promise } of catalogue) counts.set(promise, (counts.get(promise) ?? 0) + 1);
  // Otherwise: npm run bench:hostile -- --write
  expect(rows).toEqual([...counts].sort(([a], [b]) => a - b).map(([promise, count]) => [promise, count, count]));
});
