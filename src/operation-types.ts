import type { RomaApiError } from "./errors/roma-api-error.ts";

/** The shape of the generated `Operations`: what the types of a client are made of. */
export type OperationTypes = {
  readonly [operationId: string]: { params: object; success: object; errors: object };
};

/** The operations of a generated interface, which has no index signature to match {@link OperationTypes} with. */
export type AnyOperations<Ops> = { [Id in keyof Ops]: OperationTypes[string] };

/** Options of one call. */
export interface CallOptions<IgnoreNotFound extends boolean = boolean> {
  /**
   * Aborts the call, which then rejects with a `RomaAbortError` whose `cause` is the signal's reason.
   */
  signal?: AbortSignal;
  /**
   * The limit for one attempt in milliseconds, from the credential to the last byte of the body.
   *
   * @defaultValue the client's `timeoutMs`, which is 30 000 by default
   */
  timeoutMs?: number;
  /**
   * The limit for the whole call in milliseconds, all attempts and pauses included. Where a pause would last longer than
   * this, there is no further attempt.
   *
   * @defaultValue the client's `deadlineMs`, which is none by default
   */
  deadlineMs?: number;
  /**
   * How often the call is sent again where that can do no harm; 0 for never.
   *
   * @defaultValue the client's `maxRetries`, which is 2 by default
   */
  maxRetries?: number;
  /** Further headers. The credential's header and those that describe the body are refused. */
  headers?: Readonly<Record<string, string>> | Headers;
  /**
   * Turns a 404 into a result with the outcome `"already-gone"`, but only for a code that the spec documents for the
   * operation's 404: a gateway's 404, or another thing missing, stays an error.
   *
   * @defaultValue `false`
   */
  ignoreNotFound?: IgnoreNotFound;
}

interface ResultDetails {
  /** The operation that was called. */
  readonly operationId: string;
  /** How many requests were handed to `fetch`. */
  readonly attempts: number;
  /** The vendor's identifier of the request, for its support; `undefined` where the answer had none. */
  readonly requestId: string | undefined;
  /** The answer itself, for its headers. Its body has been read. */
  readonly response: Response;
}

/** The server said, with the documented success status, that it has done what was asked. */
export interface DoneResult<Data = unknown, Status extends number = number> extends ResultDetails {
  readonly outcome: "done";
  /** The documented success status. */
  readonly status: Status;
  /** The body of the answer; `undefined` where the spec documents none. */
  readonly data: Data;
}

/**
 * The server answered 404 with a code that the spec documents for the operation, and `ignoreNotFound` was `true`: what was
 * to be removed does not exist, or what it belonged to does not (the app of an AppCode, for example).
 */
export interface AlreadyGoneResult extends ResultDetails {
  readonly outcome: "already-gone";
  readonly status: 404;
  readonly data: undefined;
}

/**
 * What a call resolves to. Told apart by `outcome`; `"already-gone"` is possible only where `ignoreNotFound: true` was
 * passed.
 */
export type OperationResult<Data = unknown, Status extends number = number, IgnoreNotFound extends boolean = boolean> =
  | DoneResult<Data, Status>
  | (IgnoreNotFound extends true ? AlreadyGoneResult : never);

// The following name an operation by its id, and not by its type, so that an editor shows `ParamsOf<Operations,
// "deleteAppCode">` instead of the whole type spelt out.

/** One result per documented success status, told apart by `status`. */
export type ResultOf<Ops extends AnyOperations<Ops>, Id extends keyof Ops, IgnoreNotFound extends boolean = false> = {
  [Status in keyof Ops[Id]["success"] & number]: OperationResult<Ops[Id]["success"][Status], Status, IgnoreNotFound>;
}[keyof Ops[Id]["success"] & number];

/** An operation's inputs, flat and under their wire names; those that the client's `defaults` hold are optional. */
export type ParamsOf<Ops extends AnyOperations<Ops>, Id extends keyof Ops, Filled extends PropertyKey = never> = {
  [Name in keyof Ops[Id]["params"] as Name extends Filled ? never : Name]: Ops[Id]["params"][Name];
} & {
  [Name in keyof Ops[Id]["params"] as Name extends Filled ? Name : never]?: Ops[Id]["params"][Name];
};

/** An operation as a method of the client. */
export type OperationMethod<Ops extends AnyOperations<Ops>, Id extends keyof Ops, Filled extends PropertyKey> = <
  IgnoreNotFound extends boolean = false,
>(
  params: ParamsOf<Ops, Id, Filled>,
  options?: CallOptions<IgnoreNotFound>,
) => Promise<ResultOf<Ops, Id, IgnoreNotFound>>;

/** An operation's API errors: one per documented status, with its documented codes and an open tail. */
export type ApiErrorOf<Ops extends AnyOperations<Ops>, Id extends keyof Ops> = {
  // Left out and put back: an intersection with the class's `code: string` would swallow the documented codes.
  [Status in keyof Ops[Id]["errors"] & number]: Omit<RomaApiError, "operationId" | "status" | "code"> & {
    readonly operationId: Id & string;
    readonly status: Status;
    readonly code: Ops[Id]["errors"][Status] | (string & {});
  };
}[keyof Ops[Id]["errors"] & number];
