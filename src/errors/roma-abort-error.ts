import { RomaError } from "./roma-error.ts";

/**
 * The caller's signal aborted the call; `cause` is the signal's reason. `outcome` is `"not-sent"` where nothing was
 * sent yet, and `"unknown"` otherwise.
 */
export class RomaAbortError extends RomaError {
  override readonly name = "RomaAbortError";
}
