import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Storm, simulate } from "./storm.ts";
import { simulateOnThreads } from "./storm-threads.ts";
import { amplification, doneShare, meanAmplification, peakOf, sum, sumOf, type Traffic } from "./traffic.ts";

// The storm of `npm run bench:storm` in small: fewer clients, a shorter outage.

const short: Storm = {
  clients: { from: 0, to: 8 },
  rate: 50,
  outage: { from: 1000, to: 4000, failing: 1 },
  endsAt: 6000,
  capacity: 40,
  seed: 1,
};
let withBudget: Traffic;
let without: Traffic;
beforeAll(async () => {
  withBudget = await simulate(short);
  without = await simulate({ ...short, capacity: undefined });
});

describe("a retry never does harm: in an outage", () => {
  test("the budget keeps a client's requests below 1.2 per call, in every second", () => {
    const { factor, from } = peakOf(amplification(withBudget, short.outage.from));
    expect(factor).toBeLessThan(1.2);
    expect(factor).toBeGreaterThan(1.1);
    expect(Math.abs(from)).toBeLessThan(1);
    expect(meanAmplification(withBudget, 2000, 4000)).toBeLessThan(1.01);
  });

  test("without it they are three times the calls", () => {
    expect(peakOf(amplification(without, 0)).factor).toBeGreaterThan(2.9);
    expect(Math.abs(meanAmplification(without, 2000, 4000) - 3)).toBeLessThan(0.1);
  });

  test("a bucket as large as AWS's would hardly be felt at first", async () => {
    const large = await simulate({ ...short, clients: { from: 0, to: 3 }, capacity: 500 });
    expect(peakOf(amplification(large, 0)).factor).toBeGreaterThan(2);
  });

  test("no retry helps a call but one that began shortly before the end", () => {
    expect(doneShare(withBudget.ended.duringOutage)).toBeLessThan(0.01);
    expect(doneShare(without.ended.duringOutage)).toBeLessThan(0.4);
    expect(doneShare(without.ended.duringOutage)).toBeGreaterThan(0.1);
  });
});

describe("the simulation", () => {
  test("begins the calls that it is to begin, whether or not others have ended, and the same ones with and without a budget", () => {
    expect(Math.abs(sum(withBudget.calls) - 8 * 50 * 6)).toBeLessThan(5 * Math.sqrt(8 * 50 * 6));
    expect(without.calls).toEqual(withBudget.calls);
    const perSecond = Array.from({ length: 6 }, (_, second) =>
      sum(withBudget.calls.slice(second * 10, second * 10 + 10)),
    );
    for (const calls of perSecond) expect(Math.abs(calls - 400)).toBeLessThan(5 * Math.sqrt(400));
  });

  test("leaves nothing running: every call has ended", () => {
    for (const { calls, ended } of [withBudget, without]) {
      const { duringOutage, otherwise } = ended;
      expect(duringOutage.done + duringOutage.failed + otherwise.done + otherwise.failed).toBe(sum(calls));
      expect(duringOutage.done + duringOutage.failed).toBe(sum(calls.slice(10, 40)));
    }
  });

  test("is the same for the same seed, and another for another", async () => {
    const few = { ...short, clients: { from: 0, to: 2 } };
    await expect(simulate(few)).resolves.toEqual(await simulate(few));
    expect((await simulate({ ...few, seed: 2 })).calls).not.toEqual((await simulate(few)).calls);
  });

  test("is the same however the clients are shared out, to runs or to threads", async () => {
    const few: Storm = { ...short, clients: { from: 0, to: 3 } };
    const whole = await simulate(few);
    const parts = [
      { from: 0, to: 1 },
      { from: 1, to: 3 },
    ].map((clients) => simulate({ ...few, clients }));
    expect(sumOf(await Promise.all(parts))).toEqual(whole);
    await expect(simulateOnThreads(few, 2)).resolves.toEqual(whole);
  });
});
