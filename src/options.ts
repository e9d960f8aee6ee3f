import type { ServerDescriptor } from "../generated/descriptor.ts";
import type { TokenSource } from "./auth/token.ts";
import { refuseUnknown, resolveLimits } from "./call-options.ts";
import { RomaInputError } from "./errors/roma-input-error.ts";
import type { AttemptEvent, Logger } from "./observer.ts";
import type { CallLimits } from "./send.ts";

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
   * The limit for a whole call in milliseconds, all attempts and pauses included. Where a pause would last longer than
   * this, there is no further attempt.
   *
   * @defaultValue none
   */
  deadlineMs?: number;
  /**
   * How often a call is sent again where that can do no harm: GET, PUT and DELETE after a failed connection, a timeout, 408,
   * 429, 502, 503, 504, or a 500 with one of the vendor's transient codes; POST and PATCH only where the server can't have
   * acted (no connection, 429, 503). In between are pauses of up to 0.5, 1, 2, … seconds at random, after what the server
   * asks for with `Retry-After`, and 20 seconds at most. All calls of a client share a budget of retries, which lasts for
   * 8 and is filled again by calls that succeed. 0 switches retries off.
   *
   * @defaultValue 2
   */
  maxRetries?: number;
  /**
   * The `fetch` to use, for a proxy agent or a test. It must honour `redirect: "manual"` and `signal`.
   *
   * @defaultValue the runtime's own
   */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /**
   * Where the client writes a line when an attempt begins and ends, with fields that hold neither ids, nor the server's
   * words, nor the credential: `console`, or an adapter of a logging library.
   *
   * @defaultValue none
   */
  logger?: Logger;
  /**
   * Is told of each attempt that has ended, for metrics and traces. What it throws is ignored.
   *
   * @defaultValue none
   */
  onAttempt?: (event: AttemptEvent) => void;
  /**
   * Allows http to other hosts than loopback. The token then crosses the network in clear text.
   *
   * @defaultValue `false`
   */
  allowInsecureHttp?: boolean;
}

const known = new Set([
  "region",
  "baseUrl",
  "auth",
  "defaults",
  "timeoutMs",
  "deadlineMs",
  "maxRetries",
  "fetch",
  "logger",
  "onAttempt",
  "allowInsecureHttp",
]);

/** The limits of a call where neither it nor the client says otherwise. */
const defaultLimits: CallLimits = {
  timeoutMs: 30_000,
  deadlineMs: Number.POSITIVE_INFINITY,
  maxRetries: 2,
  signal: undefined,
  ignoreNotFound: false,
};

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
  // A URL parser takes the path's beginning for a host that is missing, and overlooks tabs and line breaks.
  if (!/^https?:\/\/[^/\\]+/i.test(baseUrl) || /\p{Cc}/u.test(baseUrl))
    throw refuse("must name a host after the two slashes, and hold no control characters");
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

/** Checks what can be checked before the first call. @throws RomaInputError */
export function resolveOptions(options: ClientOptions, server: ServerDescriptor) {
  if (typeof options !== "object" || options === null)
    throw new RomaInputError("options", "must be an object with `auth`, and `region` or `baseUrl`");
  refuseUnknown(options, known);
  const { auth, fetch, logger, onAttempt } = options;
  if (typeof auth !== "string" && typeof auth !== "function") {
    throw new RomaInputError(
      "auth",
      "must be a token, or a function that returns one; is the environment variable set?",
    );
  }
  for (const [name, value] of Object.entries({ fetch, onAttempt })) {
    if (value !== undefined && typeof value !== "function") throw new RomaInputError(name, "must be a function");
  }
  if (logger !== undefined && !isLogger(logger))
    throw new RomaInputError("logger", "must be an object with the functions debug, info, warn and error");
  return {
    base: resolveBaseUrl(options, server),
    limits: resolveLimits(options, defaultLimits),
    // Looked up at each call, so that a `fetch` that is put in place later (a test's, a tracer's) is used.
    fetch: fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init)),
    auth,
    logger,
    onAttempt,
  };
}

const isLogger = (logger: Logger | null): boolean =>
  (["debug", "info", "warn", "error"] as const).every((level) => typeof logger?.[level] === "function");
