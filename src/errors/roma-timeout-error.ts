import { RomaConnectionError } from "./roma-connection-error.ts";
import type { RomaErrorDetails } from "./roma-error.ts";

/** There was no whole answer in time, headers and body. `outcome` is `"unknown"`: the server may have acted. */
export class RomaTimeoutError extends RomaConnectionError {
  override readonly name = "RomaTimeoutError";
  /** The limit that was exceeded, in milliseconds: the call's `timeoutMs`, or its `deadlineMs`. */
  readonly timeoutMs: number;

  constructor(message: string, { timeoutMs, ...details }: RomaErrorDetails & Pick<RomaTimeoutError, "timeoutMs">) {
    super(message, details);
    this.timeoutMs = timeoutMs;
  }
}
