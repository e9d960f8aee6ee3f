import { operations, server } from "../../../generated/operations.ts";
import type { paths } from "../../../generated/schema.ts";
import type { Operations } from "../../../generated/types.ts";
import type { Fetch } from "../../../src/attempt.ts";
import { createClientOf } from "../../../src/client.ts";
import { createRetryBudget, type RetryBudget } from "../../../src/retry-budget.ts";
import { failingServer, type Outage } from "./failing-server.ts";
import { seededRandom } from "./random.ts";
import { createTraffic, slotMs, type Traffic } from "./traffic.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

/** Many clients of one server that goes down and comes back. Times are virtual milliseconds. */
export interface Storm {
  /** Which clients, by number: each of them does the same whichever others there are. */
  readonly clients: { readonly from: number; readonly to: number };
  /** Calls that each client begins per second, on average, whether or not others have ended. */
  readonly rate: number;
  readonly outage: Outage;
  /** When the last call begins. */
  readonly endsAt: number;
  /** The size of each client's bucket of retries; `undefined` for retries without a budget. */
  readonly capacity: number | undefined;
  readonly seed: number;
}

const ids = {
  project_id: "2d1ff9d6f5a74e0e8c4bb4b7f9b5a3c1",
  instance_id: "0d6f1c51-0c1a-4a7f-8d8f-2f6f3d0a9b11",
  app_auth_id: "dd29b33ae4394e3b924b582c6b40880b",
};

const unlimited: RetryBudget = { take: () => true, earn: () => {} };

/** Lets the storm blow over, and says what it did to the server and to the calls. */
export async function simulate(storm: Storm): Promise<Traffic> {
  const clock = createVirtualClock();
  const traffic = createTraffic(storm.endsAt / slotMs);
  for (let client = storm.clients.from; client < storm.clients.to; client++) startClient(client, storm, clock, traffic);
  await clock.run();
  return traffic;
}

function startClient(client: number, storm: Storm, clock: VirtualClock, traffic: Traffic): void {
  const { rate, outage, endsAt, capacity, seed } = storm;
  // Of its own for each purpose, so that with a budget and without one the same calls begin at the same times.
  const chance = (purpose: number) => seededRandom(seed, client, purpose);
  const arrivals = chance(1);
  const count = (counts: number[]) => {
    const slot = Math.floor(clock.now() / slotMs);
    if (slot < counts.length) counts[slot] = (counts[slot] ?? 0) + 1;
  };
  const answer = failingServer(outage, clock, chance(2));
  const fetch: Fetch = () => {
    count(traffic.requests);
    return answer();
  };
  const roma = createClientOf<Operations, paths>(
    { operations, server },
    { baseUrl: "https://roma.example", auth: "none", fetch },
    {},
    {
      runtime: { now: clock.now, date: clock.now, random: chance(3), after: clock.after },
      budget: capacity === undefined ? unlimited : createRetryBudget(capacity),
    },
  );

  const begin = () => {
    if (clock.now() >= endsAt) return;
    count(traffic.calls);
    const inOutage = clock.now() >= outage.from && clock.now() < outage.to;
    const end = (outcome: "done" | "failed") => () => {
      traffic.ended[inOutage ? "duringOutage" : "otherwise"][outcome]++;
    };
    roma.cancelAuthorization(ids).then(end("done"), end("failed"));
    clock.after(untilNext(rate, arrivals), begin);
  };
  clock.after(untilNext(rate, arrivals), begin);
}

/** The gaps of a Poisson process on a clock of whole milliseconds: in each of them a call begins or not, by chance alone. */
function untilNext(rate: number, random: () => number): number {
  let ms = 1;
  while (random() >= rate / 1000) ms++;
  return ms;
}
