import type { VirtualClock } from "./virtual-clock.ts";

/** From when to when a server is down, in virtual milliseconds, and which part of the requests fails then (1 for all). */
export interface Outage {
  readonly from: number;
  readonly to: number;
  readonly failing: number;
}

/** What a removal takes, and what its failures take: a gateway turns a request away at once. */
const serviceMs = 500;
const unavailableMs = 20;
const refusedMs = 5;

// Without bodies, and so of use to any number of requests.
const done = new Response(null, { status: 204 });
const unavailable = new Response(null, { status: 503 });
const [refused, reset] = ["ECONNREFUSED", "ECONNRESET"].map((code) =>
  Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(code), { code }) }),
);

/**
 * A server with a gateway before it, as its clients see it. In the outage, the requests that were in service are cut off, and
 * half of the others are answered by a gateway that is up (503) and half meet one that is not (connection refused): failures
 * that come soon and that every operation is sent again after, which is the worst that an outage can do to retries.
 */
export function failingServer({ from, to, failing }: Outage, clock: VirtualClock, random: () => number) {
  return (): Promise<Response> => {
    const now = clock.now();
    const fails = random() < failing;
    const byGateway = random() < 0.5;
    return new Promise((resolve, reject) => {
      if (fails && now < from && now + serviceMs > from) clock.after(from - now, () => reject(reset));
      else if (!fails || now < from || now >= to) clock.after(serviceMs, () => resolve(done));
      else if (byGateway) clock.after(unavailableMs, () => resolve(unavailable));
      else clock.after(refusedMs, () => reject(refused));
    });
  };
}
