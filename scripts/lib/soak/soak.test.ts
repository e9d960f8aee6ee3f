import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createDriver } from "./drive.ts";
import { type FaultName, faultKinds, faultOf } from "./faults.ts";
import type { Handed } from "./judge.ts";
import { planOf } from "./plan.ts";
import { type SoakServer, startSoakServer } from "./server-process.ts";

// A soak in short: a few hundred calls with one seed.

const seed = 20_260;
const calls = 400;
const numbers = Array.from({ length: calls }, (_, call) => call);

let server: SoakServer;
let other: SoakServer;
beforeAll(async () => {
  [server, other] = await Promise.all([startSoakServer(seed), startSoakServer(seed + 1)]);
}, 30_000);
afterAll(() => Promise.all([server.close(), other.close()]));

test("what the client says of a call is never false, whatever the server does", async () => {
  const driver = createDriver({ seed, concurrency: 64, server });
  await driver.run((begun) => begun < calls);
  const { tally } = driver;
  expect(tally.samples).toEqual([]);
  expect(tally).toMatchObject({ calls, wrongCalls: 0 });
  await expect(server.state()).resolves.toMatchObject({ strangers: 0 });

  // And it was put to the test: every outcome came about, retries took place, most kinds of faults were seen.
  expect(Object.keys(tally.outcomes).sort()).toEqual(["already-gone", "done", "not-sent", "rejected", "unknown"]);
  expect(tally.unknown).toEqual({ acted: expect.any(Number), notActed: expect.any(Number) });
  expect(Math.min(tally.retries, tally.unknown.acted, tally.unknown.notActed)).toBeGreaterThan(10);
  expect(Object.keys(tally.faults).length).toBeGreaterThan(40);
}, 60_000);

describe("a seed decides what happens", () => {
  const faults = (seed: number) => numbers.map((call) => [1, 2, 3].map((attempt) => faultOf(seed, call, attempt)));
  const plans = (seed: number) => numbers.map((call) => planOf(seed, call));

  test("the same with the same seed, another with another", () => {
    expect(faults(7)).toEqual(faults(7));
    expect(plans(7)).toEqual(plans(7));
    expect(faults(7)).not.toEqual(faults(8));
    expect(plans(7)).not.toEqual(plans(8));
  });

  test("and every kind of fault that can be drawn is drawn", () => {
    const drawn = new Set(faults(seed).flatMap((attempts) => attempts.map(({ name }) => name)));
    const drawable = Object.entries(faultKinds).filter(([, { weight }]) => weight > 0);
    expect([...drawn].sort()).toEqual(drawable.map(([name]) => name).sort());
  });

  test("and the server does what was drawn, but for what follows from a connection or an earlier attempt", async () => {
    const seen: Handed[] = [];
    const derived: readonly string[] = ["reset when reused", "404, since it was done before"] satisfies FaultName[];
    const driver = createDriver({
      seed: seed + 1,
      concurrency: 64,
      server: other,
      onJudged: ({ handed }) => seen.push(...handed),
    });
    await driver.run((begun) => begun < 100);
    const both = seen.flatMap(({ drawn, seen }) => seen.map(({ fault }) => [drawn, fault]));
    const asDrawn = both.filter(([, fault = ""]) => !derived.includes(fault));
    expect(asDrawn.length).toBeGreaterThan(50);
    expect(asDrawn.filter(([drawn, fault]) => drawn !== fault)).toEqual([]);
  }, 60_000);
});
