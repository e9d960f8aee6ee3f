// As in the standard mode of AWS's SDKs, but with a bucket of 40 instead of 500: DECISIONS.md says why, and
// `npm run bench:storm` shows what it does.
export const defaultCapacity = 40;
export const retryCost = 5;
const reward = 1;

/**
 * What a client may spend on retries: a token bucket for all its calls. Retries empty it and successes fill it, so that a
 * client helps itself over a hiccup, but hardly adds to the load of a server that is down.
 */
export interface RetryBudget {
  /** Pays for a retry; `false` where there is not enough left. */
  take(): boolean;
  /** To be told that a call was answered as the spec says: pays its last retry back, if it had one. */
  earn(retried: boolean): void;
}

export function createRetryBudget(capacity = defaultCapacity): RetryBudget {
  let tokens = capacity;
  return {
    take() {
      if (tokens < retryCost) return false;
      tokens -= retryCost;
      return true;
    },
    earn(retried) {
      tokens = Math.min(capacity, tokens + (retried ? retryCost : reward));
    },
  };
}
