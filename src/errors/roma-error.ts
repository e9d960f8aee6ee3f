/**
 * What became of a call that failed.
 *
 * - `"not-sent"`: nothing left for the server, so nothing can have changed.
 * - `"rejected"`: the server understood and refused; nothing changed.
 * - `"unknown"`: it may have happened. Look before you try again.
 */
export type ErrorOutcome = "not-sent" | "rejected" | "unknown";

/** What every {@link RomaError} is made with. */
export interface RomaErrorDetails {
  /** The operation that was called; absent where the client itself could not be made. */
  readonly operationId?: string | undefined;
  readonly outcome: ErrorOutcome;
  /** How many requests were handed to `fetch`. */
  readonly attempts: number;
  readonly cause?: unknown;
}

// Registered, so that two copies of this package, or two realms, recognise each other's errors.
const brand = Symbol.for("roma-apic-client.RomaError");

/**
 * The base of every error that this client throws, or rejects with.
 *
 * @example
 * ```ts
 * try {
 *   await roma.cancelAuthorization({ app_auth_id });
 * } catch (error) {
 *   if (isRomaError(error) && error.outcome === "unknown") console.error("look before you try again:", error.message);
 *   else throw error;
 * }
 * ```
 */
export abstract class RomaError extends Error {
  /** The class's name, the same in every copy of this package: `"RomaApiError"`, for example. */
  abstract override readonly name: string;
  /** The operation that was called; `undefined` where the client itself could not be made. */
  readonly operationId: string | undefined;
  /** What became of the call. */
  readonly outcome: ErrorOutcome;
  /** How many requests were handed to `fetch`; 0 where nothing was sent. */
  readonly attempts: number;

  constructor(message: string, { operationId, outcome, attempts, cause }: RomaErrorDetails) {
    super(
      operationId === undefined ? message : `${operationId}: ${message}`,
      cause === undefined ? undefined : { cause },
    );
    this.operationId = operationId;
    this.outcome = outcome;
    this.attempts = attempts;
  }

  static {
    Object.defineProperty(RomaError.prototype, brand, { value: true });
  }
}

/**
 * Tells whether a thrown value is one of this client's errors. Works across realms (an iframe, a `vm` context, a test
 * runner's sandbox) and across copies of this package, where `instanceof` does not.
 */
export function isRomaError(error: unknown): error is RomaError {
  return typeof error === "object" && error !== null && brand in error;
}
