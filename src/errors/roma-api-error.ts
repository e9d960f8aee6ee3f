import { RomaError, type RomaErrorDetails } from "./roma-error.ts";

/**
 * The server answered with a documented status and the vendor's error body. `outcome` is `"rejected"` for 4xx and
 * `"unknown"` for 5xx, where the server may have failed after the removal.
 *
 * @example
 * ```ts
 * if (isRomaApiError(error, "deleteAppCode") && error.status === 404) {
 *   if (error.code === "APIG.3004") console.error("no such app");
 * }
 * ```
 */
export class RomaApiError extends RomaError {
  override readonly name = "RomaApiError";
  /** The HTTP status, one that the spec documents for the operation. */
  readonly status: number;
  /** The vendor's code, such as `APIG.3004`. The set is open: a real gateway knows more than the spec. */
  readonly code: string;
  /** The vendor's identifier of the request, for its support; `undefined` where the answer had none. */
  readonly requestId: string | undefined;

  constructor(
    message: string,
    { status, code, requestId, ...details }: RomaErrorDetails & Pick<RomaApiError, "status" | "code" | "requestId">,
  ) {
    super(message, details);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}
