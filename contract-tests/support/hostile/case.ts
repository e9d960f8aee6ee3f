import type { CustomFetch, Plan } from "./plan.ts";
import type { Stage } from "./stage.ts";
import type { Verdict } from "./verdicts.ts";

// A hostile case: a server, gateway, proxy or caller at its worst, what is called, and what any client must make of it.

/** The promises of the client that have hostile cases; the ninth, on refreshing credentials, has none yet. */
export type PromiseNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 10;

export interface HostileCase {
  /** Unique in the catalogue. */
  readonly id: string;
  readonly promise: PromiseNumber;
  readonly title: string;
  /** Starts the case's own servers; whoever calls it closes the stage. */
  readonly setUp: () => Promise<Stage>;
  readonly plan: Plan;
  /** The neutral verdict: every part of it must hold for any client. */
  readonly holds: readonly Verdict[];
  /** What our client must say besides. */
  readonly ours: Ours;
  /** The call leaves an answer unfinished, so our client must close the connection. */
  readonly hangsUp?: boolean;
}

/** What our client's result or error must hold, written by hand. */
export interface Ours {
  readonly outcome: "done" | "already-gone" | "not-sent" | "rejected" | "unknown";
  readonly name?: `Roma${"Abort" | "Api" | "Connection" | "Credentials" | "Input" | "Response" | "Timeout"}Error`;
  readonly status?: number;
  readonly code?: string;
  readonly reason?: string;
  readonly parameter?: string;
  readonly requestId?: string;
  readonly attempts?: number;
  /** A part of the message. */
  readonly says?: string;
}

/** A case as it is written down: only what differs from the plain call counts. */
export interface CaseSketch extends Partial<Omit<Plan, "fetch">> {
  readonly id: string;
  readonly title: string;
  readonly on: () => Promise<Stage>;
  readonly holds: readonly Verdict[];
  readonly ours: Ours;
  readonly hangsUp?: boolean;
  readonly fetch?: CustomFetch;
}
