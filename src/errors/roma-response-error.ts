import { RomaError, type RomaErrorDetails } from "./roma-error.ts";

/**
 * How an answer left the contract.
 *
 * - `"redirect"`: it points elsewhere; the client follows no redirect.
 * - `"other-url"`: a custom `fetch` answered from another URL than the one it was given.
 * - `"undocumented-status"`: the spec knows no such status for the operation.
 * - `"content-type"`: the body isn't declared as JSON, as a login page or a proxy's error page.
 * - `"empty-body"`, `"invalid-json"`: there is no JSON to read.
 * - `"body-too-large"`: an error body of more than 64 KiB, which was not read to its end.
 * - `"error-body"`: JSON, but not the vendor's `error_code` and `error_msg`.
 */
export type ResponseErrorReason =
  | "redirect"
  | "other-url"
  | "undocumented-status"
  | "content-type"
  | "empty-body"
  | "invalid-json"
  | "body-too-large"
  | "error-body";

/**
 * The server answered with something that the contract does not allow, so nobody can say what it did: `outcome` is
 * `"unknown"`.
 */
export class RomaResponseError extends RomaError {
  override readonly name = "RomaResponseError";
  /** The HTTP status; 0 where a browser hides the status of a redirect. */
  readonly status: number;
  readonly reason: ResponseErrorReason;
  /** The beginning of the body: one line, without control characters and credentials; empty where there was none. */
  readonly snippet: string;
  /** The vendor's identifier of the request, for its support; `undefined` where the answer had none. */
  readonly requestId: string | undefined;

  constructor(
    message: string,
    {
      status,
      reason,
      snippet,
      requestId,
      ...details
    }: RomaErrorDetails & Pick<RomaResponseError, "status" | "reason" | "snippet" | "requestId">,
  ) {
    super(message, details);
    this.status = status;
    this.reason = reason;
    this.snippet = snippet;
    this.requestId = requestId;
  }
}
