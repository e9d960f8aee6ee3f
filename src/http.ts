import createClient, { type Client, type Middleware } from "openapi-fetch";
import { RomaInputError } from "./errors/roma-input-error.ts";
import { refuseCredential, withCallerHeaders } from "./headers.ts";
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

/** Options of openapi-fetch that would take a call out of the client's hands: another target, `fetch`, query or body. */
const refusedOptions = [
  "baseUrl",
  "bodySerializer",
  "fetch",
  "pathSerializer",
  "querySerializer",
  "redirect",
  "Request",
];

/**
 * The typed openapi-fetch client over the same transport as the methods: the same checks, credential, limits and
 * errors. It answers `{ data, response }` or `{ error, response }` for documented answers and throws for all others.
 */
export function createHttp<Paths extends {}>(context: HttpContext): Client<Paths> {
  const inner = createClient<Paths>({ baseUrl: context.base, headers: context.headers });
  // The types are checked where `http` is called; in here, methods and paths are text.
  const innerRequest = inner.request as unknown as (method: string, path: string, init: object) => Promise<unknown>;
  const byRoute = new Map(context.operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));

  async function request(method: string, path: string, init: HttpInit = {}) {
    const operation = byRoute.get(`${method.toUpperCase()} ${path}`);
    if (!operation) throw new RomaInputError("path", `- the spec has no operation ${method.toUpperCase()} ${path}`);
    const { operationId } = operation;
    for (const option of refusedOptions) {
      if (option in init)
        throw new RomaInputError(
          option,
          "can't be set for one call of `http`; set it up in createRomaClient, where it has one",
          operationId,
        );
    }
    withCallerHeaders({}, init.headers, operation); // for its checks: openapi-fetch sets them
    const meant = buildRequest(operation, context.base, flatten(init, operation), {});
    const fetch = async (wire: Request): Promise<Response> => {
      const headers = Object.fromEntries(wire.headers);
      refuseCredential(headers, operation.credentialHeader, operationId);
      const body = wire.body === null ? undefined : await wire.text();
      return answer(
        context.call(operation, { method: wire.method, url: wire.url, path: meant.path, headers, body }, wire.signal),
      );
    };
    // Written by the same hand as the methods' requests: openapi-fetch knows no styles of single parameters.
    const querySerializer = () => new URL(meant.url).search;
    return innerRequest(method, path, { ...init, fetch, querySerializer });
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
  for (const [place, values = {}] of Object.entries(params)) {
    for (const name of Object.keys(values)) {
      // It would pass the checks by its name, and not be sent where it belongs.
      if (parameters[name]?.in !== place)
        throw new RomaInputError(`params.${place}.${name}`, `is no ${place} parameter of this operation`, operationId);
    }
  }
  return { ...params.path, ...params.query, ...params.header, ...(body !== undefined && { body }) };
}
