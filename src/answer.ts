import type { OperationDescriptor } from "../generated/descriptor.ts";
import type { components } from "../generated/schema.ts";
import type { ResponseErrorReason } from "./errors/roma-response-error.ts";
import { withoutSecrets } from "./redact.ts";
import { presentable } from "./server-text.ts";

/** What a server's answer is, held against the contract. */
export type Answer = Success | Refusal | OffContract;

interface AnswerDetails {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly response: Response;
}

/** A documented success. */
export interface Success extends AnswerDetails {
  readonly kind: "success";
  readonly data: unknown;
  /** The body as it came; `undefined` where the spec documents none. */
  readonly text: string | undefined;
}

/** A documented error status with the vendor's error body. */
export interface Refusal extends AnswerDetails {
  readonly kind: "refusal";
  readonly code: string;
  readonly message: string;
  /** The body, without credentials. */
  readonly text: string;
}

/** Anything else. */
export interface OffContract extends AnswerDetails {
  readonly kind: "off-contract";
  readonly reason: ResponseErrorReason;
  readonly snippet: string;
}

type ErrorBody = components["schemas"]["ErrorResponse"];

/** An error body is read to here, and no further: whoever floods us, floods himself. */
const maxErrorBytes = 64 * 1024;

/**
 * Reads an answer. Success is a documented success status and nothing else; the vendor's error body counts where the
 * spec documents the status; all the rest is off contract. Rejects only where the body breaks off.
 */
export async function readAnswer(
  response: Response,
  url: string,
  operation: OperationDescriptor,
  secrets: readonly string[],
): Promise<Answer> {
  const { status } = response;
  const header = response.headers.get("X-Request-Id");
  const details = {
    status,
    response,
    requestId: header === null ? undefined : presentable(withoutSecrets(header, secrets)),
  };
  const offContract = (reason: ResponseErrorReason, text = ""): OffContract => ({
    kind: "off-contract",
    ...details,
    reason,
    snippet: presentable(text),
  });

  if (isElsewhere(response, url)) return letGo(response, offContract("other-url"));
  if (response.type === "opaqueredirect" || (status >= 300 && status < 400 && status !== 304))
    return letGo(response, offContract("redirect"));

  const content = operation.success[status];
  if (content === "empty") return letGo(response, { kind: "success", ...details, data: undefined, text: undefined });
  if (content === "json") {
    const text = await response.text();
    const json = readJson(response, text);
    return "reason" in json
      ? offContract(json.reason, withoutSecrets(text, secrets))
      : { kind: "success", ...details, data: json.value, text };
  }

  const { text: raw, complete } = await readUpTo(response, maxErrorBytes);
  const text = withoutSecrets(raw, secrets);
  if (!Object.hasOwn(operation.errors, status)) return offContract("undocumented-status", text);
  if (!complete) return offContract("body-too-large", text);
  const json = readJson(response, text);
  if ("reason" in json) return offContract(json.reason, text);
  if (!isErrorBody(json.value)) return offContract("error-body", text);
  const { error_code: code, error_msg: message, request_id: id } = json.value as ErrorBody & { request_id?: unknown }; // the front gateway adds it
  const requestId = details.requestId ?? (typeof id === "string" ? presentable(id) : undefined);
  return { kind: "refusal", ...details, requestId, code: presentable(code), message: presentable(message), text };
}

/** A custom `fetch` that followed a redirect after all: the request, and perhaps the credential, went elsewhere. */
function isElsewhere(response: Response, url: string): boolean {
  if (response.redirected) return true;
  // A made-up response has no URL; a real one's is normalised.
  return response.url !== "" && response.url !== url && response.url !== new URL(url).href;
}

/** Lets go of a body that nobody reads, so that its connection is free again. */
function letGo<T>(response: Response, answer: T): T {
  response.body?.cancel().catch(() => {});
  return answer;
}

function readJson(response: Response, text: string): { value: unknown } | { reason: ResponseErrorReason } {
  if (text === "") return { reason: "empty-body" };
  const [mediaType = ""] = (response.headers.get("Content-Type") ?? "").split(";");
  if (mediaType.trim().toLowerCase() !== "application/json") return { reason: "content-type" };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { reason: "invalid-json" };
  }
}

function isErrorBody(value: unknown): value is ErrorBody {
  if (typeof value !== "object" || value === null) return false;
  const body = value as Partial<Record<keyof ErrorBody, unknown>>; // an object: its fields are looked at next
  return typeof body.error_code === "string" && body.error_code !== "" && typeof body.error_msg === "string";
}

async function readUpTo(response: Response, maxBytes: number): Promise<{ text: string; complete: boolean }> {
  if (response.body === null) return { text: "", complete: true };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), complete: true };
    size += value.byteLength;
    text += decoder.decode(value.subarray(0, value.byteLength - Math.max(0, size - maxBytes)), { stream: true });
    if (size > maxBytes) {
      reader.cancel().catch(() => {});
      return { text, complete: false };
    }
  }
}
