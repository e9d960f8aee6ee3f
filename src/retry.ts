import type { HttpMethod } from "../generated/descriptor.ts";
import type { Ending } from "./attempt.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { Runtime } from "./runtime.ts";

/** Methods that do no more harm twice than once. */
const idempotent: readonly HttpMethod[] = ["GET", "PUT", "DELETE"];

/** Statuses that say that the request was turned away before anything acted on it. */
const turnedAway = [429, 503];
const transientStatuses = [408, 502, 504, ...turnedAway];

/** The vendor's codes of a 500 that passes by itself. */
const transientCodes = /^APIG\.(1029|3500|900[3-8]|9013)$/;

const baseMs = 500;
const maxPauseMs = 20_000;

/** Whether the same request may be sent again after an attempt that ended so: never where a second time could do harm. */
export function mayRetry(method: HttpMethod, ending: Ending): boolean {
  const harmless = idempotent.includes(method);
  switch (ending.kind) {
    case "timeout":
      return harmless;
    case "no-answer":
      return harmless || !ending.sent;
    case "refusal":
      return (
        (harmless ? transientStatuses : turnedAway).includes(ending.status) ||
        (harmless && ending.status === 500 && transientCodes.test(ending.code))
      );
    case "off-contract":
      // Whatever answered from another URL speaks for itself alone.
      return ending.reason !== "other-url" && (harmless ? transientStatuses : turnedAway).includes(ending.status);
    default:
      return false;
  }
}

/**
 * How long to wait before the first, second, … retry, in milliseconds: at random up to a limit that doubles each time (full
 * jitter, so that many clients don't come back at once), on top of what the server asks for with `Retry-After`.
 */
export function pauseBefore(retry: number, ending: Ending, { random, date }: Runtime): number {
  const jitterMs = random() * Math.min(maxPauseMs, baseMs * 2 ** (retry - 1));
  const asked = "response" in ending ? retryAfterMs(ending.response.headers.get("Retry-After"), date()) : undefined;
  return Math.round(Math.min(maxPauseMs, (asked ?? 0) + jitterMs));
}
