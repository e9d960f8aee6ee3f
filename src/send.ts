import type { Success } from "./answer.ts";
import { type AttemptContext, attempt, type Ending } from "./attempt.ts";
import { errorFrom } from "./errors/error-from.ts";
import { RomaAbortError } from "./errors/roma-abort-error.ts";
import { RomaInputError } from "./errors/roma-input-error.ts";
import { leadsTo } from "./path.ts";
import type { Operation, WireRequest } from "./request.ts";

/** One call: what is to be sent, where to, and under which limits. */
export interface Call extends AttemptContext {
  readonly operation: Operation;
  readonly request: WireRequest;
  readonly base: URL;
}

/** How a call ended, and how many requests it took. */
export interface CallEnd {
  readonly ending: Ending;
  readonly attempts: number;
}

/** Sends one call and says how it ended. Nothing is sent where the target isn't the one that was meant. */
export async function send(call: Call): Promise<CallEnd> {
  const { operation, request, base, signal } = call;
  const { operationId } = operation;
  if (request.method !== operation.method || !leadsTo(request.url, base, request.path)) {
    throw new RomaInputError("url", "would lead to another target than the operation's; nothing was sent", operationId);
  }
  if (signal?.aborted) {
    throw new RomaAbortError("the call was aborted before anything was sent", {
      operationId,
      outcome: "not-sent",
      attempts: 0,
      cause: signal.reason,
    });
  }
  const ending = await attempt(operation, request, call);
  return { ending, attempts: ending.kind === "no-credential" || (ending.kind === "abort" && !ending.sent) ? 0 : 1 };
}

/** The documented success, or else the error that the call ends with. */
export function successOf({ operation }: Call, { ending, attempts }: CallEnd): Success {
  if (ending.kind === "success") return ending;
  throw errorFrom(ending, { operationId: operation.operationId, attempts });
}
