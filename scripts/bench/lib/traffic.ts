/** What calls became that have ended. */
export interface Ends {
  done: number;
  failed: number;
}

/** What a storm's clients did. Times are counted in slots of a tenth of a second. */
export interface Traffic {
  /** Calls begun, in each slot. */
  readonly calls: number[];
  /** Requests sent, in each slot. */
  readonly requests: number[];
  /** Calls that ended, by whether they had begun in the outage. */
  readonly ended: { readonly duringOutage: Ends; readonly otherwise: Ends };
}

export const slotMs = 100;
const slotsPerSecond = 1000 / slotMs;

export function createTraffic(slots: number): Traffic {
  return {
    calls: new Array(slots).fill(0),
    requests: new Array(slots).fill(0),
    ended: { duringOutage: { done: 0, failed: 0 }, otherwise: { done: 0, failed: 0 } },
  };
}

/** The traffic of clients that were simulated apart: none of them knows of the others. */
export function sumOf(parts: readonly Traffic[]): Traffic {
  const [first, ...others] = parts;
  if (!first) throw new Error("there is no traffic to sum up");
  const ends = (a: Ends, b: Ends): Ends => ({ done: a.done + b.done, failed: a.failed + b.failed });
  const counts = (a: readonly number[], b: readonly number[]) => a.map((count, slot) => count + (b[slot] ?? 0));
  return others.reduce(
    (sum, part) => ({
      calls: counts(sum.calls, part.calls),
      requests: counts(sum.requests, part.requests),
      ended: {
        duringOutage: ends(sum.ended.duringOutage, part.ended.duringOutage),
        otherwise: ends(sum.ended.otherwise, part.ended.otherwise),
      },
    }),
    first,
  );
}

/** How many requests were sent for each call begun, in one second: 1 and the retries. */
export interface Amplification {
  /** The second's begin and end, in seconds. */
  readonly from: number;
  readonly to: number;
  readonly factor: number;
}

/** The amplification in every window of one second; seconds are counted from `zero`, in milliseconds. */
export function amplification({ calls, requests }: Traffic, zero: number): Amplification[] {
  const windows: Amplification[] = [];
  for (let slot = 0; slot + slotsPerSecond <= calls.length; slot++) {
    const from = (slot - zero / slotMs) / slotsPerSecond;
    windows.push({ from, to: from + 1, factor: ratio(requests, calls, slot, slot + slotsPerSecond) });
  }
  return windows;
}

/** The worst second; of equals the first. */
export function peakOf(windows: readonly Amplification[]): Amplification {
  const [first, ...others] = windows;
  if (!first) throw new Error("a peak wants at least a second of traffic");
  return others.reduce((worst, window) => (window.factor > worst.factor ? window : worst), first);
}

/** The amplification between two times in milliseconds. */
export const meanAmplification = ({ calls, requests }: Traffic, from: number, to: number): number =>
  ratio(requests, calls, from / slotMs, to / slotMs);

/** The part of the calls that ended done. */
export const doneShare = (...ends: readonly Ends[]): number => {
  const done = sum(ends.map((end) => end.done));
  return done / (done + sum(ends.map((end) => end.failed)));
};

export const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function ratio(requests: readonly number[], calls: readonly number[], from: number, to: number): number {
  const begun = sum(calls.slice(from, to));
  return begun === 0 ? 1 : sum(requests.slice(from, to)) / begun;
}
