import { failureCode } from "../never-connected.ts";
import { type Failure, outcomeAfter } from "../outcome.ts";
import { RomaAbortError } from "./roma-abort-error.ts";
import { RomaApiError } from "./roma-api-error.ts";
import { RomaConnectionError } from "./roma-connection-error.ts";
import { RomaCredentialsError } from "./roma-credentials-error.ts";
import type { ErrorOutcome, RomaError } from "./roma-error.ts";
import { type ResponseErrorReason, RomaResponseError } from "./roma-response-error.ts";
import { RomaTimeoutError } from "./roma-timeout-error.ts";

const consequence: Record<ErrorOutcome, string> = {
  "not-sent": "nothing was sent",
  rejected: "nothing was changed",
  unknown: "whether it took effect is not known",
};

const reasons: Record<ResponseErrorReason, string> = {
  redirect: "the answer is a redirect, which is never followed; check the base URL",
  "other-url": "the answer came from another URL; the `fetch` in use must not follow redirects",
  "undocumented-status": "the spec documents no such status for this operation",
  "content-type": "the body is not declared as application/json; a proxy or a login page may have answered",
  "empty-body": "the body is empty",
  "invalid-json": "the body is not valid JSON",
  "body-too-large": "the error body is larger than 64 KiB",
  "error-body": "the body is not the vendor's error format",
};

/** The error of a call that ended so, after so many attempts, with what is known of it. */
export function errorFrom(
  ending: Failure,
  details: { readonly operationId: string; readonly outcome: ErrorOutcome; readonly attempts: number },
): RomaError {
  const { outcome, attempts } = details;
  const known =
    outcome === "unknown" && outcomeAfter("not-sent", ending) !== "unknown"
      ? "an earlier attempt may have taken effect"
      : consequence[outcome];
  const message = (text: string) => `${text} (${attempts > 1 ? `${attempts} attempts; ` : ""}${known})`;
  switch (ending.kind) {
    case "no-credential":
      return new RomaCredentialsError(message(ending.message), { ...details, cause: ending.cause });
    case "no-answer": {
      const code = failureCode(ending.cause);
      const what = ending.sent ? "the connection failed before a whole answer came" : "no connection came about";
      const remedy = ending.sent ? "" : "; check the base URL, the network and the proxy";
      const text = `${what}${code === undefined ? "" : `: ${code}`}${remedy}`;
      return new RomaConnectionError(message(text), { ...details, cause: ending.cause });
    }
    case "timeout":
      return new RomaTimeoutError(message(`no whole answer within ${ending.timeoutMs} ms`), {
        ...details,
        timeoutMs: ending.timeoutMs,
      });
    case "abort":
      return new RomaAbortError(message("the call was aborted"), { ...details, cause: ending.cause });
    case "refusal": {
      const { status, code, requestId } = ending;
      return new RomaApiError(message(`${status} ${code}: ${ending.message}`), { ...details, status, code, requestId });
    }
    case "off-contract": {
      const { status, reason, snippet, requestId } = ending;
      const quoted = snippet && `, body: ${JSON.stringify(snippet)}`;
      return new RomaResponseError(message(`${status || "no status"}: ${reasons[reason]}${quoted}`), {
        ...details,
        status,
        reason,
        snippet,
        requestId,
      });
    }
  }
}
