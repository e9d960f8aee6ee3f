import { type Answer, readAnswer } from "./answer.ts";
import { type TokenSource, UnusableToken } from "./auth/token.ts";
import { safeCause } from "./errors/safe-cause.ts";
import { neverConnected } from "./never-connected.ts";
import type { Operation, WireRequest } from "./request.ts";
import type { Runtime } from "./runtime.ts";
import { startTimeLimit } from "./time-limit.ts";

/** How one attempt ended. `sent` says whether the server may have got the request. */
export type Ending =
  | Answer
  | { readonly kind: "no-credential"; readonly message: string; readonly cause: unknown }
  | { readonly kind: "no-answer"; readonly sent: boolean; readonly cause: unknown }
  | { readonly kind: "timeout"; readonly timeoutMs: number }
  | { readonly kind: "abort"; readonly sent: boolean; readonly cause: unknown };

/** The part of `fetch` that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface AttemptContext {
  readonly operation: Operation;
  readonly request: WireRequest;
  readonly fetch: Fetch;
  readonly token: TokenSource;
  readonly signal: AbortSignal | undefined;
  readonly runtime: Runtime;
}

/** One attempt: credential, `fetch`, answer, all within one time limit. Never rejects. */
export async function attempt(
  { operation, request, fetch, token, signal, runtime }: AttemptContext,
  timeoutMs: number,
): Promise<Ending> {
  if (signal?.aborted) return { kind: "abort", sent: false, cause: signal.reason };
  const limit = startTimeLimit(runtime, timeoutMs, signal);
  const secrets: string[] = [];
  let sent = false;
  try {
    const headers: Record<string, string> = { ...request.headers };
    if (operation.credentialHeader !== undefined) {
      const credential = await limit.race(Promise.resolve(token()));
      headers[operation.credentialHeader] = credential;
      secrets.push(credential);
    }
    const init: RequestInit = { method: request.method, headers, redirect: "manual", signal: limit.signal };
    if (request.body !== undefined) init.body = request.body;
    sent = true;
    const pending = fetch(request.url, init);
    // A `fetch` that goes on after the limit must not keep its connection.
    pending
      .then(
        (response) => limit.ended && response.body?.cancel(),
        () => {},
      )
      .catch(() => {});
    const response = await limit.race(pending);
    const answer = await limit.race(readAnswer(response, request.url, operation, secrets));
    if (announcesMore(response)) limit.letGo();
    return answer;
  } catch (error) {
    if (limit.ended === "abort") return { kind: "abort", sent, cause: signal?.reason };
    if (!sent) return noCredential(error, limit.ended === "timeout" ? timeoutMs : undefined);
    if (limit.ended === "timeout") return { kind: "timeout", timeoutMs };
    return { kind: "no-answer", sent: !neverConnected(error), cause: safeCause(error, secrets) };
  } finally {
    limit.stop();
  }
}

/** Whether the server announced a body where none can be, such as after a 204: nobody can read it, or refuse it. */
const announcesMore = ({ body, headers }: Response): boolean =>
  body === null && Number(headers.get("Content-Length") ?? 0) !== 0;

function noCredential(error: unknown, timeoutMs: number | undefined): Ending {
  if (timeoutMs !== undefined)
    return {
      kind: "no-credential",
      message: `the token function gave no token within ${timeoutMs} ms`,
      cause: undefined,
    };
  if (error instanceof UnusableToken) return { kind: "no-credential", message: error.message, cause: undefined };
  return { kind: "no-credential", message: "the token function failed", cause: error };
}
