import type { ServerDescriptor } from "../generated/descriptor.ts";
import type { TokenSource } from "./auth/token.ts";
import { RomaInputError } from "./errors/roma-input-error.ts";
import type { CallOptions } from "./operation-types.ts";

/** Options of a client. Give `region` or `baseUrl`, one of the two. */
export interface ClientOptions<Region extends string = string> {
  /** A region that the vendor documents an endpoint for. */
  region?: Region;
  /**
   * The base URL of the endpoint, for a private or EU deployment, a proxy or a mock. It must be https, or http to
   * loopback, and hold neither user name, password, query nor fragment.
   */
  baseUrl?: string;
  /** The token for the vendor's `X-Auth-Token`, or a function that is asked for it before every attempt. */
  auth: string | TokenSource;
  /**
   * The limit for one attempt in milliseconds, from the credential to the last byte of the body.
   *
   * @defaultValue 30 000
   */
  timeoutMs?: number;
  /**
   * The `fetch` to use, for a proxy agent or a test. It must honour `redirect: "manual"` and `signal`.
   *
   * @defaultValue the runtime's own
   */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /**
   * Allows http to other hosts than loopback. The token then crosses the network in clear text.
   *
   * @defaultValue `false`
   */
  allowInsecureHttp?: boolean;
}

const defaultTimeoutMs = 30_000;
/** What timers of every runtime can count to: 2^31 - 1 ms, nearly 25 days. */
const maxTimeoutMs = 2_147_483_647;

/** The base URL that the options name. @throws RomaInputError */
export function resolveBaseUrl({ region, baseUrl, allowInsecureHttp }: ClientOptions, server: ServerDescriptor): URL {
  if ((region === undefined) === (baseUrl === undefined)) {
    throw new RomaInputError(
      region === undefined ? "region" : "baseUrl",
      "- give `region` or `baseUrl`, exactly one of the two",
    );
  }
  if (baseUrl !== undefined) return checkBaseUrl(baseUrl, allowInsecureHttp === true);
  const regions = server.variables.region ?? [];
  if (typeof region !== "string" || !regions.includes(region)) {
    throw new RomaInputError("region", `must be one of ${regions.join(", ")}; for other deployments give \`baseUrl\``);
  }
  return new URL(server.url.replace("{region}", region));
}

function checkBaseUrl(baseUrl: string, allowInsecureHttp: boolean): URL {
  // Never quoted: a base URL may hold a password.
  const refuse = (why: string) => new RomaInputError("baseUrl", why);
  if (typeof baseUrl !== "string" || !URL.canParse(baseUrl))
    throw refuse("must be an absolute URL, such as https://roma.example.com");
  const url = new URL(baseUrl);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw refuse("must begin with https:// (or with http://, to loopback)");
  if (url.username !== "" || url.password !== "") throw refuse("must not hold a user name or a password");
  if (/[?#]/.test(baseUrl))
    throw refuse("must not hold a query (`?`) or a fragment (`#`): they would swallow the path");
  if (url.protocol === "http:" && !allowInsecureHttp && !isLoopback(url.hostname)) {
    throw refuse(
      "must be https: over http the token could be read on the way (http is for loopback, or with `allowInsecureHttp: true`)",
    );
  }
  url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}

const isLoopback = (hostname: string): boolean => /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** The limit of one attempt. @throws RomaInputError */
export function resolveTimeoutMs(timeoutMs: number | undefined, operationId?: string): number | undefined {
  if (timeoutMs === undefined) return undefined;
  if (typeof timeoutMs !== "number" || !(timeoutMs > 0 && timeoutMs <= maxTimeoutMs)) {
    throw new RomaInputError(
      "timeoutMs",
      `must be a number of milliseconds above 0, and ${maxTimeoutMs} at most`,
      operationId,
    );
  }
  return timeoutMs;
}

/** The limits of one call, from its options. @throws RomaInputError */
export function resolveCallOptions(options: CallOptions, operationId: string) {
  if (typeof options !== "object" || options === null)
    throw new RomaInputError("options", "must be an object", operationId);
  const { signal, timeoutMs, ignoreNotFound } = options;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new RomaInputError("signal", "must be an AbortSignal", operationId);
  }
  // Anything but `true` is no permission, whatever the text of an environment variable may be taken for.
  return { signal, timeoutMs: resolveTimeoutMs(timeoutMs, operationId), ignoreNotFound: ignoreNotFound === true };
}

/** Checks what can be checked before the first call. @throws RomaInputError */
export function resolveOptions(options: ClientOptions, server: ServerDescriptor) {
  if (typeof options !== "object" || options === null)
    throw new RomaInputError("options", "must be an object with `auth`, and `region` or `baseUrl`");
  const { auth, fetch } = options;
  if (typeof auth !== "string" && typeof auth !== "function") {
    throw new RomaInputError(
      "auth",
      "must be a token, or a function that returns one; is the environment variable set?",
    );
  }
  if (fetch !== undefined && typeof fetch !== "function") throw new RomaInputError("fetch", "must be a function");
  return {
    base: resolveBaseUrl(options, server),
    timeoutMs: resolveTimeoutMs(options.timeoutMs) ?? defaultTimeoutMs,
    // Looked up at each call, so that a `fetch` that is put in place later (a test's, a tracer's) is used.
    fetch: fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init)),
    auth,
  };
}
