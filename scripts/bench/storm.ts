import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { defaultCapacity, retryCost } from "../../src/retry-budget.ts";
import { readCount, readOptions } from "../lib/command-line.ts";
import { fromRoot } from "../lib/root.ts";
import { cross, style, tick } from "../lib/style.ts";
import { stormChart } from "./lib/storm-chart.ts";
import { simulateOnThreads } from "./lib/storm-threads.ts";
import { grouped, table } from "./lib/table.ts";
import {
  type Amplification,
  amplification,
  doneShare,
  meanAmplification,
  peakOf,
  sum,
  type Traffic,
} from "./lib/traffic.ts";

// What retries make of an outage: the client itself, a thousand times, on a virtual clock, with its budget of retries and
// without one. Each client begins calls at random, whether or not others have ended, as a busy clean-up job does that has 25
// at once, half a second each: 50 a second.
const values = readOptions({
  clients: { type: "string", default: "1000" },
  // Without a budget each client takes three times as long to simulate, and a tenth of them shows what all would do.
  control: { type: "string", default: "100" },
  rate: { type: "string", default: "50" },
  seconds: { type: "string", default: "60" },
  failing: { type: "string", default: "100" },
  capacity: { type: "string", default: String(defaultCapacity) },
  seed: { type: "string", default: "1" },
  write: { type: "boolean", default: false },
});
const clients = readCount("clients", values.clients, 1, 1_000_000);
const control = Math.min(clients, readCount("control", values.control, 1, 1_000_000));
const rate = readCount("rate", values.rate, 1, 500);
const seconds = readCount("seconds", values.seconds, 1, 3600);
const failing = readCount("failing", values.failing, 1, 100);
const capacity = readCount("capacity", values.capacity, 0, 1_000_000);
const seed = readCount("seed", values.seed, 0, 2 ** 31 - 1);

const bound = 1.2;
const outage = { from: 3000, to: 3000 + seconds * 1000, failing: failing / 100 };
const load = `${grouped(clients)} clients, ${rate} calls a second each`;
const failures = `${failing === 100 ? "all" : `${failing} % of the`} requests fail for ${seconds} s`;

console.log(style("dim", `${load}; ${failures}; seed ${seed} …`));
const withBudget = await run(clients, capacity);
const without = await run(control, undefined);
const peak = peakOf(windowsOf(withBudget)).factor;
const columns = ["", "clients", "calls", "requests", "mean", "peak", "in the second from", "done", "in the outage"];
console.log(
  `\n${table([columns, row(`budget of ${capacity}`, clients, withBudget), row("no budget", control, without)])}\n`,
);
console.log("Mean and peak: requests per call begun, in the outage and in its worst second.");
console.log("Done: the part of all calls that ended so, and of those begun in the outage.");
if (failing === 100)
  console.log(`${peak < bound ? tick() : cross()} with the budget, every second is to stay below ${bound}`);

const file = fromRoot(values.write ? "docs" : ".reports", "retry-storm.svg");
await mkdir(path.dirname(file), { recursive: true });
const chart = {
  subtitle: `${load}; ${failures}; a budget of ${Math.floor(capacity / retryCost)} retries each`,
  outageSeconds: seconds,
  bound,
  without: { label: `without a budget (${grouped(control)} of the clients)`, windows: windowsOf(without) },
  withBudget: { label: "with the budget", windows: windowsOf(withBudget) },
};
await writeFile(file, stormChart(chart));
console.log(`The chart is in ${path.relative(process.cwd(), file)}.`);

function run(clients: number, capacity: number | undefined): Promise<Traffic> {
  const storm = { clients: { from: 0, to: clients }, rate, outage, endsAt: outage.to + 5000, capacity, seed };
  return simulateOnThreads(storm, Math.min(clients, availableParallelism()));
}

function row(name: string, clients: number, traffic: Traffic): string[] {
  const { factor, from } = peakOf(windowsOf(traffic));
  const { duringOutage, otherwise } = traffic.ended;
  return [
    name,
    grouped(clients),
    grouped(sum(traffic.calls)),
    grouped(sum(traffic.requests)),
    meanAmplification(traffic, outage.from, outage.to).toFixed(3),
    factor.toFixed(2),
    `${from.toFixed(1)} s`,
    percent(doneShare(duringOutage, otherwise)),
    percent(doneShare(duringOutage)),
  ];
}

function windowsOf(traffic: Traffic): Amplification[] {
  return amplification(traffic, outage.from);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
