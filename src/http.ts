import createClient, { type Client, type Middleware } from "openapi-fetch";
import { refuseUnknown } from "./call-options.ts";
import { RomaInputError } from "./errors/roma-input-error.ts";
import { withCallerHeaders } from "./headers.ts";
import { buildRequest, type Inputs, type Operation, type WireRequest } from "./request.ts";
import { type Call, send, successOf } from "./send.ts";

/** What the client lends to its openapi-fetch face. */
export interface HttpContext {
  readonly operations: readonly Operation[];
  readonly base: string;
  /** Headers that every request carries. */
  readonly headers: Readonly<Record<string, string>>;
  /** A call of this operation, with the client's own limits. */
  call(operation: Operation, request: WireRequest, signal: AbortSignal | undefined): Call;
}

interface HttpInit {
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  readonly body?: unknown;
  readonly headers?: unknown;
  readonly [option: string]: unknown;
}

/** What a call may say; the rest of openapi-fetch's options would take it out of the client's hands, or come to nothing. */
const knownOptions = new Set(["params", "body", "headers", "signal", "middleware", "parseAs"]);

/**
 * The typed openapi-fetch client over the same transport as the methods: the same checks, credential, limits and
 * errors. It answers `{ data, response }` or `{ error, response }` for documented answers and throws for all others.
 */
export function createHttp<Paths extends {}>(context: HttpContext): Client<Paths> {
  const inner = createClient<Paths>({ baseUrl: context.base });
  // The types are checked where `http` is called; in here, methods and paths are text.
  const innerRequest = inner.request as unknown as (method: string, path: string, init: object) => Promise<unknown>;
  const byRoute = new Map(context.operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));

  async function request(method: string, path: string, given: HttpInit = {}) {
    const operation = byRoute.get(`${method.toUpperCase()} ${path}`);
    if (!operation) throw new RomaInputError("path", `- the spec has no operation ${method.toUpperCase()} ${path}`);
    const { operationId } = operation;
    if (!isObject(given)) throw new RomaInputError("options", "must be an object", operationId);
    const init = { ...given };
    refuseUnknown(init, knownOptions, operationId);
    const headers = withCallerHeaders(context.headers, init.headers, operation);
    const meant = buildRequest(operation, context.base, flatten(init, operation), headers);
    const fetch = async (wire: Request): Promise<Response> =>
      answer(context.call(operation, { ...meant, headers: await headersOf(wire, meant, operation) }, wire.signal));
    // openapi-fetch carries what was built and checked already past the caller's middleware.
    return innerRequest(method, path, {
      ...init,
      params: { path: {} },
      headers: meant.headers,
      body: meant.body,
      fetch,
      bodySerializer: () => meant.body,
      pathSerializer: () => `${context.base}${meant.path}`,
      querySerializer: () => new URL(meant.url).search,
    });
  }

  const face = {
    request,
    use: (...middleware: Middleware[]) => inner.use(...middleware),
    eject: (...middleware: Middleware[]) => inner.eject(...middleware),
  };
  const methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"].map((method) => {
    return [method, (path: string, init?: HttpInit) => request(method, path, init)] as const;
  });
  // One method per HTTP method, all of them `request`: the shape is openapi-fetch's, its types are those of the paths.
  return { ...face, ...Object.fromEntries(methods) } as unknown as Client<Paths>;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The headers that middleware left a request with: all that it may have changed. @throws RomaInputError */
async function headersOf(wire: Request, meant: WireRequest, operation: Operation): Promise<Record<string, string>> {
  const { operationId } = operation;
  const refuse = (parameter: string) =>
    new RomaInputError(parameter, "must not be changed by middleware, which may only change headers", operationId);
  if (wire.method !== meant.method || wire.url !== new URL(meant.url).href) throw refuse("url");
  if ((wire.body === null ? undefined : await wire.text()) !== meant.body) throw refuse("body");
  const { "content-type": contentType, ...headers } = Object.fromEntries(wire.headers);
  if (contentType !== meant.headers["Content-Type"]?.toLowerCase()) throw refuse("Content-Type");
  const checked = withCallerHeaders({}, headers, operation);
  return contentType === undefined ? checked : { ...checked, "Content-Type": contentType };
}

/** Sends, and gives openapi-fetch a response to read: a documented success or error; all else is thrown. */
async function answer(call: Call): Promise<Response> {
  const end = await send(call);
  const { ending } = end;
  const { response, text } = ending.kind === "refusal" ? ending : successOf(call, end);
  if (text === undefined) return response;
  const headers = new Headers(response.headers);
  headers.delete("Content-Length"); // of the body as it came, perhaps compressed
  headers.delete("Content-Encoding");
  return new Response(text, { status: response.status, statusText: response.statusText, headers });
}

/** openapi-fetch's params by place, and the body, as the one flat object that the methods take. */
function flatten({ params = {}, body }: HttpInit, { operationId, parameters }: Operation): Inputs {
  if (!isObject(params)) throw new RomaInputError("params", "must be an object", operationId);
  const inputs: Record<string, unknown> = {};
  for (const [place, values = {}] of Object.entries(params)) {
    if (!isObject(values)) throw new RomaInputError(`params.${place}`, "must be an object", operationId);
    for (const [name, value] of Object.entries(values)) {
      // It would pass the checks by its name, and not be sent where it belongs.
      if (parameters[name]?.in !== place)
        throw new RomaInputError(`params.${place}.${name}`, `is no ${place} parameter of this operation`, operationId);
      inputs[name] = value;
    }
  }
  return { ...inputs, ...(body !== undefined && { body }) };
}
