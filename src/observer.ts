import type { Outcome } from "./outcome.ts";

/** What a log line is about. There are no other fields: no id, no text of the server's, no credential can get into a log. */
export interface LogFields {
  /** The operation that was called. */
  readonly operationId: string;
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
  /** The HTTP method. */
  readonly method: string;
  /** The path template as it stands in the spec, below the base URL. */
  readonly path: string;
  /** The HTTP status; `undefined` where no answer came, 0 where a browser hides that of a redirect. */
  readonly status?: number | undefined;
  /** How long the attempt took in milliseconds, from the credential to the last byte of the body. */
  readonly durationMs?: number;
  /** What is known of the call after this attempt; after the last one, what its result or error says. */
  readonly outcome?: Outcome;
  /** The pause until the next attempt in milliseconds; `undefined` where this attempt was the call's last. */
  readonly retryInMs?: number | undefined;
}

/** One attempt, a request that was handed to `fetch`, that has ended. */
export type AttemptEvent = Required<LogFields>;

/** Where the client writes its log: `console`, or an adapter of a logging library. */
export interface Logger {
  /** An attempt begins. */
  debug(message: string, fields: LogFields): void;
  /** A call is done. */
  info(message: string, fields: LogFields): void;
  /** An attempt failed and will be repeated, or a call failed and changed nothing. */
  warn(message: string, fields: LogFields): void;
  /** A call failed, and whether it took effect is not known. */
  error(message: string, fields: LogFields): void;
}

/** Tells those who watch a client what its calls do. */
export interface Observer {
  begins(fields: LogFields): void;
  /** An attempt ended, or a call did before its next attempt was handed to `fetch`. */
  ends(fields: AttemptEvent, sent: boolean): void;
}

/** `undefined` where nobody watches. */
export function createObserver(
  logger: Logger | undefined,
  onAttempt: ((event: AttemptEvent) => void) | undefined,
): Observer | undefined {
  if (!logger && !onAttempt) return undefined;
  return {
    begins(fields) {
      tell(() => logger?.debug(`${fields.operationId}: attempt ${fields.attempt}`, Object.freeze(fields)));
    },
    ends(event, sent) {
      Object.freeze(event);
      if (sent) tell(() => onAttempt?.(event));
      tell(() => logger?.[levelOf(event)](messageOf(event), event));
    },
  };
}

function levelOf({ outcome, retryInMs }: AttemptEvent): keyof Logger {
  if (outcome === "done" || outcome === "already-gone") return "info";
  return outcome === "unknown" && retryInMs === undefined ? "error" : "warn";
}

function messageOf({ operationId, attempt, status, outcome, retryInMs }: AttemptEvent): string {
  const what = `${operationId}: ${outcome} after attempt ${attempt}${status === undefined ? "" : `, status ${status}`}`;
  return retryInMs === undefined ? what : `${what}; again in ${retryInMs} ms`;
}

/** Whoever watches can neither change nor fail a call, nor hold it up. */
function tell(watcher: () => unknown): void {
  (async () => watcher())().catch(() => {});
}
