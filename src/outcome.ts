import type { Refusal, Success } from "./answer.ts";
import type { Ending } from "./attempt.ts";
import type { ErrorOutcome } from "./errors/roma-error.ts";

/** What became of a call. */
export type Outcome = "done" | "already-gone" | ErrorOutcome;

export type Failure = Exclude<Ending, Success>;

/** From the harmless to the harmful: a call that failed is as bad as the worst of its attempts. */
const ranks: readonly ErrorOutcome[] = ["not-sent", "rejected", "unknown"];

/** What one attempt that failed so did. */
function outcomeOf(ending: Failure): ErrorOutcome {
  switch (ending.kind) {
    case "no-credential":
      return "not-sent";
    case "no-answer":
    case "abort":
      return ending.sent ? "unknown" : "not-sent";
    case "refusal":
      return ending.status < 500 ? "rejected" : "unknown";
    case "timeout":
    case "off-contract":
      return "unknown";
  }
}

/**
 * What is known of a call after an attempt that failed, given what was known before it: the one place where that is decided.
 * What an earlier attempt may have done, no later refusal takes back.
 */
export function outcomeAfter(before: ErrorOutcome, ending: Failure): ErrorOutcome {
  const outcome = outcomeOf(ending);
  return ranks.indexOf(outcome) > ranks.indexOf(before) ? outcome : before;
}

/** Whether the server said that what was to be removed doesn't exist, in the words that the spec has for it. */
export function isGone(ending: Ending, errors: Readonly<Record<number, readonly string[]>>): ending is Refusal {
  return ending.kind === "refusal" && ending.status === 404 && errors[404]?.includes(ending.code) === true;
}
