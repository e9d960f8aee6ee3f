import type { Said } from "./faults.ts";
import type { SeenAttempt } from "./protocol.ts";

/** An attempt while the server is at it. */
export interface Entry {
  attempt: number;
  fault: string;
  acted: boolean;
  says: Said;
  sure: boolean;
  astray: boolean;
}

/** The truth: what the server did with every request of every call. A call is forgotten when it has been told of. */
export interface Ledger {
  /** A request came in. */
  open(call: number, attempt: number): Entry;
  /** Whether the server acted on any request of this call. */
  acted(call: number): boolean;
  /** What became of all requests of this call; whatever comes in for it later, is a stranger's. */
  close(call: number): SeenAttempt[];
  /** Requests that were of no call, or of one that was closed. */
  readonly strangers: number;
}

export function createLedger(): Ledger {
  const calls = new Map<number, Entry[]>();
  const closed = new Set<number>();
  let strangers = 0;
  return {
    open(call, attempt) {
      const entry: Entry = { attempt, fault: "none", acted: false, says: "nothing", sure: false, astray: false };
      if (Number.isNaN(call) || closed.has(call)) strangers++;
      else calls.set(call, [...(calls.get(call) ?? []), entry]);
      return entry;
    },
    acted: (call) => calls.get(call)?.some(({ acted }) => acted) === true,
    close(call) {
      const entries = calls.get(call) ?? [];
      calls.delete(call);
      closed.add(call);
      return entries;
    },
    get strangers() {
      return strangers;
    },
  };
}
