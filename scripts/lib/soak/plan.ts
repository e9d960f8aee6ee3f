import { operations } from "../../../generated/operations.ts";
import type { CallOptions } from "../../../src/index.ts";
import type { Inputs } from "../../../src/request.ts";
import { drawInputs } from "./inputs.ts";
import type { Asked } from "./judge.ts";
import { chance, integer, pick, type Random, randomOf } from "./random.ts";

// What is called, with what, and how: all of it follows from the seed and the call's number.

/** The client's own limit, for the calls that set none. */
export const clientTimeoutMs = 800;
/** As the client has it by itself. */
const clientRetries = 2;

export interface CallPlan {
  readonly operationId: string;
  readonly inputs: Inputs;
  readonly options: CallOptions;
  readonly asked: Asked;
  /** When the caller aborts, in milliseconds: `undefined` for never, 0 for before the call. */
  readonly abortAfterMs: number | undefined;
  /** Whether the caller passes a signal that lives as long as the program, as one for its shutdown does. */
  readonly lastingSignal: boolean;
}

export function planOf(seed: number, call: number): CallPlan {
  const random = randomOf(seed, "call", call);
  const [operationId, descriptor] = pick(random, Object.entries(operations));
  const { inputs, forbidden } = drawInputs(descriptor, nameOf(call), random);
  const abortAfterMs = chance(random, 0.15)
    ? pick(random, [0, integer(random, 1, 20), integer(random, 1, 500)])
    : undefined;
  // Who aborts needs no other limit; and a timer that outlived such a call would be seen.
  const unlimited = abortAfterMs !== undefined && chance(random, 0.5);
  const options = { ...drawOptions(random), ...(unlimited && { timeoutMs: 600_000 }) };
  const { ignoreNotFound = false, maxRetries = clientRetries, timeoutMs = clientTimeoutMs } = options;
  const { deadlineMs = Number.POSITIVE_INFINITY } = options;
  return {
    operationId,
    inputs,
    options: { ...options, headers: { "X-Call-Id": String(call) } },
    asked: { method: descriptor.method, forbidden, ignoreNotFound, maxRetries, timeoutMs, deadlineMs },
    abortAfterMs,
    lastingSignal: chance(random, 0.1),
  };
}

/** What stands in the path for a call, so that the server sees whether a request is where it belongs. */
export const nameOf = (call: number): string => `call-${call}`;

function drawOptions(random: Random): CallOptions {
  return {
    ...(chance(random, 0.6) && { ignoreNotFound: chance(random, 0.8) }),
    ...(chance(random, 0.75) && { maxRetries: integer(random, 0, 2) }),
    ...(chance(random, 0.85) && {
      timeoutMs: chance(random, 0.15) ? integer(random, 2, 60) : integer(random, 100, 600),
    }),
    ...(chance(random, 0.3) && { deadlineMs: integer(random, 20, 1500) }),
  };
}
