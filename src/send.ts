import type { Refusal, Success } from "./answer.ts";
import { type AttemptContext, attempt, type Ending } from "./attempt.ts";
import { errorFrom } from "./errors/error-from.ts";
import type { ErrorOutcome } from "./errors/roma-error.ts";
import { RomaInputError } from "./errors/roma-input-error.ts";
import type { Observer } from "./observer.ts";
import { type Failure, isGone, outcomeAfter } from "./outcome.ts";
import { leadsTo } from "./path.ts";
import { pause } from "./pause.ts";
import { mayRetry, pauseBefore } from "./retry.ts";
import type { RetryBudget } from "./retry-budget.ts";

/** What one call may take, and how it may end. */
export interface CallLimits {
  readonly signal: AbortSignal | undefined;
  /** For one attempt. */
  readonly timeoutMs: number;
  /** For all attempts and pauses; `Infinity` where there is no limit. */
  readonly deadlineMs: number;
  readonly maxRetries: number;
  readonly ignoreNotFound: boolean;
}

/** One call: what is to be sent, where to, and under which limits. */
export interface Call extends AttemptContext, CallLimits {
  readonly base: URL;
  readonly budget: RetryBudget;
  readonly observer: Observer | undefined;
}

/** How a call ended, and how many requests were handed to `fetch`. */
export type CallEnd = { readonly attempts: number } & (
  | { readonly outcome: "done"; readonly ending: Success }
  | { readonly outcome: "already-gone"; readonly ending: Refusal }
  | { readonly outcome: ErrorOutcome; readonly ending: Failure }
);

/**
 * Sends one call, again where that can do no harm, and says how it ended. Nothing is sent where the target isn't the one that
 * was meant.
 */
export async function send(call: Call): Promise<CallEnd> {
  const { operation, request, base, runtime, signal, timeoutMs, deadlineMs, observer } = call;
  const { operationId, method, path } = operation;
  if (request.method !== method || !leadsTo(request.url, base, request.path)) {
    throw new RomaInputError("url", "would lead to another target than the operation's; nothing was sent", operationId);
  }
  const deadline = runtime.now() + deadlineMs;
  let known: ErrorOutcome = "not-sent";
  let attempts = 0;
  for (let retries = 0; ; retries++) {
    const begun = runtime.now();
    const subject = { operationId, attempt: attempts + 1, method, path };
    observer?.begins(subject);
    const limitMs = Math.min(timeoutMs, Math.ceil(deadline - begun));
    let ending = await attempt(call, limitMs);
    if (ending.kind === "timeout" && limitMs < timeoutMs) ending = { ...ending, timeoutMs: deadlineMs };

    const sent = ending.kind !== "no-credential" && (ending.kind !== "abort" || ending.sent);
    if (sent) attempts++;
    const end = endOf(call, ending, attempts, known);
    const ended = runtime.now();
    const retryInMs = pauseAfter(call, ending, retries, deadline - ended);
    if (observer) {
      const status = "status" in ending ? ending.status : undefined;
      observer.ends({ ...subject, status, durationMs: ended - begun, outcome: end.outcome, retryInMs }, sent);
    }
    if (retryInMs === undefined || end.outcome === "done" || end.outcome === "already-gone") return end;
    known = end.outcome;
    await pause(runtime, retryInMs, signal);
    if (runtime.now() >= deadline) return end;
  }
}

function endOf({ operation, ignoreNotFound }: Call, ending: Ending, attempts: number, known: ErrorOutcome): CallEnd {
  if (ending.kind === "success") return { outcome: "done", ending, attempts };
  if (ignoreNotFound && isGone(ending, operation.errors)) return { outcome: "already-gone", ending, attempts };
  return { outcome: outcomeAfter(known, ending), ending, attempts };
}

/** The pause until the next attempt, where there is to be one: harmless, in time, and paid for. */
function pauseAfter(
  { operation, runtime, maxRetries, budget }: Call,
  ending: Ending,
  retries: number,
  remainingMs: number,
): number | undefined {
  if (isAsDocumented(ending)) budget.earn(retries > 0);
  if (retries >= maxRetries || !mayRetry(operation.method, ending)) return undefined;
  const pauseMs = pauseBefore(retries + 1, ending, runtime);
  return pauseMs < remainingMs && budget.take() ? pauseMs : undefined;
}

/** The server is up and said clearly what it did, if only that it refused. */
const isAsDocumented = (ending: Ending): boolean =>
  ending.kind === "success" || (ending.kind === "refusal" && ending.status < 500);

/** The documented success, or else the error that the call ends with. */
export function successOf({ operation: { operationId } }: Call, { ending, outcome, attempts }: CallEnd): Success {
  if (outcome === "done") return ending;
  // "already-gone" is a success only for whoever asked for it: `ignoreNotFound` is what makes it.
  throw errorFrom(ending, { operationId, outcome: outcome === "already-gone" ? "rejected" : outcome, attempts });
}
