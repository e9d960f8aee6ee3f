import type { Client } from "openapi-fetch";
import type { OperationDescriptor, ServerDescriptor } from "../generated/descriptor.ts";
import { tokenSource } from "./auth/token.ts";
import { resolveCallOptions } from "./call-options.ts";
import { RomaInputError } from "./errors/roma-input-error.ts";
import { withCallerHeaders } from "./headers.ts";
import { createHttp } from "./http.ts";
import { createObserver } from "./observer.ts";
import type {
  AlreadyGoneResult,
  AnyOperations,
  CallOptions,
  DoneResult,
  OperationMethod,
  ParamsOf,
} from "./operation-types.ts";
import { type ClientOptions, resolveOptions } from "./options.ts";
import { buildRequest, compileOperation, type Inputs, type Operation, type WireRequest } from "./request.ts";
import { createRetryBudget, type RetryBudget } from "./retry-budget.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";
import { type Call, type CallLimits, send, successOf } from "./send.ts";
import { userAgent } from "./user-agent.ts";

/** What would be sent, credential redacted. */
export interface RequestDescription {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it would be sent; `undefined` where there is none. */
  readonly body: string | undefined;
}

/** A client of the operations `Ops`, whose path parameters `Filled` have defaults. */
export type OperationsClient<Ops extends AnyOperations<Ops>, Paths extends {}, Filled extends PropertyKey> = {
  readonly [Id in keyof Ops]: OperationMethod<Ops, Id, Filled>;
} & {
  /**
   * Says what a call would send, with the credential redacted, and sends nothing: a dry run.
   *
   * @throws RomaInputError where the call would
   */
  describe<Id extends keyof Ops>(operationId: Id, params: ParamsOf<Ops, Id, Filled>): RequestDescription;
  /**
   * The typed openapi-fetch client over the same transport: the same checks, credential, limits and errors. It answers
   * `{ data, response }` or `{ error, response }` for documented answers, and throws a `RomaError` for everything else.
   * The client's `defaults` don't apply.
   */
  readonly http: Client<Paths>;
};

/** The generated description of an API: what a client is made from. */
export interface Api {
  readonly operations: Readonly<Record<string, OperationDescriptor>>;
  readonly server: ServerDescriptor;
}

/** What a simulation puts in the place of the client's own. */
export interface Stage {
  readonly runtime?: Runtime;
  readonly budget?: RetryBudget;
}

/** Makes a client of whatever operations the spec has; no operation is known by name here. */
export function createClientOf<Ops extends AnyOperations<Ops>, Paths extends {}, Filled extends PropertyKey = never>(
  api: Api,
  options: ClientOptions,
  defaults: Inputs = {},
  { runtime = systemRuntime, budget = createRetryBudget() }: Stage = {},
): OperationsClient<Ops, Paths, Filled> {
  const { base, auth, fetch, limits, logger, onAttempt } = resolveOptions(options, api.server);
  const baseUrl = base.href.replace(/\/$/, "");
  const operations = new Map(
    Object.entries(api.operations).map(([id, descriptor]) => [id, compileOperation(id, descriptor)]),
  );
  checkDefaults(defaults, operations.values());
  const shared = {
    base,
    fetch,
    runtime,
    token: tokenSource(auth),
    budget,
    observer: createObserver(logger, onAttempt),
  };
  const common = { Accept: "application/json", ...userAgent() };

  const request = (operation: Operation, params: unknown, callerHeaders?: unknown): WireRequest => {
    if (typeof params !== "object" || params === null)
      throw new RomaInputError("params", "must be an object of parameters", operation.operationId);
    const headers = withCallerHeaders(common, callerHeaders, operation);
    return buildRequest(operation, baseUrl, withDefaults(operation, defaults, params as Inputs), headers); // an object: its keys are checked there
  };
  const call = (operation: Operation, request: WireRequest, limits: CallLimits): Call => {
    return { ...shared, ...limits, operation, request };
  };
  const invoke = (operation: Operation, params: unknown, options?: CallOptions) => {
    if (options === undefined) return perform(call(operation, request(operation, params), limits));
    const own = resolveCallOptions(options, limits, operation.operationId);
    return perform(call(operation, request(operation, params, options.headers), own));
  };
  const methods: Record<string, (params: unknown, options?: CallOptions) => Promise<DoneResult | AlreadyGoneResult>> =
    {};
  for (const [id, operation] of operations) {
    // The computed key gives the function its name, for stack traces and spies.
    Object.assign(methods, {
      [id]: async (params: unknown, options?: CallOptions) => invoke(operation, params, options),
    });
  }

  const client = {
    ...methods,
    describe(operationId: string, params: unknown): RequestDescription {
      const operation = operations.get(operationId);
      if (!operation) throw new RomaInputError("operationId", `must be one of ${[...operations.keys()].join(", ")}`);
      const { method, url, headers, body } = request(operation, params);
      const credential = operation.credentialHeader === undefined ? {} : { [operation.credentialHeader]: "[redacted]" };
      return { method, url, headers: { ...headers, ...credential }, body };
    },
    http: createHttp<Paths>({
      operations: [...operations.values()],
      base: baseUrl,
      headers: common,
      call: (operation, request, signal) => call(operation, request, { ...limits, signal }),
    }),
  };
  // Its methods are made from the descriptors; their types from the interface that was generated along with them.
  return client as unknown as OperationsClient<Ops, Paths, Filled>;
}

async function perform(call: Call): Promise<DoneResult | AlreadyGoneResult> {
  const { operationId } = call.operation;
  const end = await send(call);
  const { outcome, attempts } = end;
  if (outcome === "already-gone") {
    const { requestId, response } = end.ending;
    return { operationId, outcome, status: 404, data: undefined, attempts, requestId, response };
  }
  const { status, data, requestId, response } = successOf(call, end);
  return { operationId, outcome: "done", status, data, attempts, requestId, response };
}

/** The call's inputs over the client's defaults, of which only those count that the operation has. */
function withDefaults({ parameters }: Operation, defaults: Inputs, params: Inputs): Inputs {
  const own = Object.entries(defaults).filter(([name]) => Object.hasOwn(parameters, name));
  return { ...Object.fromEntries(own), ...params };
}

function checkDefaults(defaults: Inputs, operations: Iterable<Operation>): void {
  if (typeof defaults !== "object" || defaults === null)
    throw new RomaInputError("defaults", "must be an object of path parameters");
  const names = new Set<string>();
  for (const { parameters } of operations) {
    for (const [name, parameter] of Object.entries(parameters)) if (parameter.in === "path") names.add(name);
  }
  for (const [name, value] of Object.entries(defaults)) {
    if (!names.has(name))
      throw new RomaInputError(
        `defaults.${name}`,
        `is no path parameter of any operation; there are ${[...names].join(", ")}`,
      );
    if (value === undefined)
      throw new RomaInputError(`defaults.${name}`, "is undefined; leave it out, or give it a value");
  }
}
