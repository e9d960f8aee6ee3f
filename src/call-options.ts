import { RomaInputError } from "./errors/roma-input-error.ts";
import type { CallOptions } from "./operation-types.ts";
import type { CallLimits } from "./send.ts";

/** What timers of every runtime can count to: 2^31 - 1 ms, nearly 25 days. */
const maxMs = 2_147_483_647;

const known = new Set(["signal", "timeoutMs", "deadlineMs", "maxRetries", "headers", "ignoreNotFound"]);

/** Refuses what is no option: a misspelt limit would be none. @throws RomaInputError */
export function refuseUnknown(options: object, known: ReadonlySet<string>, operationId?: string): void {
  for (const name of Object.keys(options)) {
    if (!known.has(name))
      throw new RomaInputError(name, `is no option; there are ${[...known].join(", ")}`, operationId);
  }
}

/** The limits that options set, over those that hold without them. @throws RomaInputError */
export function resolveLimits<Limits extends Pick<CallLimits, "timeoutMs" | "deadlineMs" | "maxRetries">>(
  { timeoutMs, deadlineMs, maxRetries }: Pick<CallOptions, "timeoutMs" | "deadlineMs" | "maxRetries">,
  limits: Limits,
  operationId?: string,
): Limits {
  for (const [name, ms] of Object.entries({ timeoutMs, deadlineMs })) {
    if (ms !== undefined && !(typeof ms === "number" && ms > 0 && ms <= maxMs))
      throw new RomaInputError(name, `must be a number of milliseconds above 0, and ${maxMs} at most`, operationId);
  }
  if (maxRetries !== undefined && !(Number.isSafeInteger(maxRetries) && maxRetries >= 0))
    throw new RomaInputError("maxRetries", "must be a whole number, 0 for none", operationId);
  return {
    ...limits,
    timeoutMs: timeoutMs ?? limits.timeoutMs,
    deadlineMs: deadlineMs ?? limits.deadlineMs,
    maxRetries: maxRetries ?? limits.maxRetries,
  };
}

/** The limits of one call: its own over the client's. @throws RomaInputError */
export function resolveCallOptions(options: CallOptions, limits: CallLimits, operationId: string): CallLimits {
  if (typeof options !== "object" || options === null)
    throw new RomaInputError("options", "must be an object", operationId);
  refuseUnknown(options, known, operationId);
  const { signal, ignoreNotFound } = options;
  if (signal !== undefined && typeof signal?.addEventListener !== "function")
    throw new RomaInputError("signal", "must be an AbortSignal", operationId);
  // Anything but `true` is no permission, whatever the text of an environment variable may be taken for.
  return { ...resolveLimits(options, limits, operationId), signal, ignoreNotFound: ignoreNotFound === true };
}
