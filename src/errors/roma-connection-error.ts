import { RomaError } from "./roma-error.ts";

/**
 * There was no answer, or it broke off. `outcome` is `"not-sent"` where the connection can't have come about (DNS,
 * connection refused, TLS), and `"unknown"` otherwise. `cause` is what `fetch` rejected with.
 */
export class RomaConnectionError extends RomaError {
  override readonly name: string = "RomaConnectionError";
}
