import { RomaError } from "./roma-error.ts";

/**
 * No usable credential could be had: the token is empty or can't be a header, or the token function threw or took too
 * long. Nothing was sent: `outcome` is `"not-sent"`, unless an earlier attempt of the call was. The credential itself is
 * never quoted; `cause` is what a token function threw.
 */
export class RomaCredentialsError extends RomaError {
  override readonly name = "RomaCredentialsError";
}
