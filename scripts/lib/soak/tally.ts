import type { Asked, Claim, Handed, Verdict, Wrong } from "./judge.ts";

// What a soak counts. Nothing of a call is kept beyond that, but for a few wrong ones, to look into.

export type Counts = Record<string, number>;

/** Everything about one call, for whoever has to find out what went wrong. */
export interface CallRecord {
  readonly call: number;
  readonly operationId: string;
  readonly asked: Asked;
  readonly handed: readonly Handed[];
  readonly claim: Claim;
  /** The error, as it shows itself. */
  readonly error: string | undefined;
}

export interface Tally {
  calls: number;
  /** Requests that were handed to `fetch` after the first one of a call. */
  retries: number;
  /** Requests that `fetch` itself sent again, as a 421 allows: the client neither knows of it nor can it help it. */
  sentByFetch: number;
  readonly outcomes: Counts;
  readonly faults: Counts;
  /** Calls of unknown outcome, by what the server knows: so that a client which always says "unknown" would be seen. */
  readonly unknown: { acted: number; notActed: number };
  readonly wrong: Partial<Record<Wrong, number>>;
  wrongCalls: number;
  late: number;
  misled: number;
  /** The first wrong ones. */
  readonly samples: (CallRecord & Pick<Verdict, "wrong">)[];
}

const maxSamples = 10;

export const createTally = (): Tally => ({
  calls: 0,
  retries: 0,
  sentByFetch: 0,
  outcomes: {},
  faults: {},
  unknown: { acted: 0, notActed: 0 },
  wrong: {},
  wrongCalls: 0,
  late: 0,
  misled: 0,
  samples: [],
});

export function count(tally: Tally, record: CallRecord, { wrong, late, misled }: Verdict): void {
  const { handed, claim } = record;
  tally.calls++;
  tally.retries += Math.max(0, handed.length - 1);
  bump(tally.outcomes, claim.outcome ?? claim.end);
  for (const { drawn, seen } of handed) {
    if (drawn === "refused" || drawn === "slammed") bump(tally.faults, drawn);
    else if (seen.length > 1) tally.sentByFetch += seen.length - 1;
    else if (seen.length === 0) bump(tally.faults, "never read"); // the connection broke, or the caller gave up, before
    for (const { fault, acted, says } of seen)
      bump(tally.faults, acted && says !== "success" ? `${fault} (acted)` : fault);
  }
  if (claim.outcome === "unknown")
    tally.unknown[handed.some(({ seen }) => seen.some(({ acted }) => acted)) ? "acted" : "notActed"]++;
  if (late) tally.late++;
  if (misled) tally.misled++;
  if (wrong.length === 0) return;
  tally.wrongCalls++;
  for (const kind of wrong) tally.wrong[kind] = (tally.wrong[kind] ?? 0) + 1;
  if (tally.samples.length < maxSamples) tally.samples.push({ ...record, wrong });
}

function bump(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
