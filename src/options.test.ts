import { afterEach, describe, expect, jest, test } from "@jest/globals";
import type { ServerDescriptor } from "../generated/descriptor.ts";
import { RomaInputError } from "./errors/roma-input-error.ts";
import { type ClientOptions, resolveOptions } from "./options.ts";

const server: ServerDescriptor = { url: "https://roma.{region}.example.com", variables: { region: ["r-1", "r-2"] } };

/** The options as they are used; also those that the types forbid, which plain JavaScript can pass. */
const resolve = (options: object) => resolveOptions({ auth: "token", ...options } as ClientOptions, server);
const baseOf = (options: object) => resolve(options).base.href;

function refusalOf(act: () => unknown): RomaInputError {
  try {
    act();
  } catch (error) {
    if (error instanceof RomaInputError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("an unusable option is refused when the client is made, by its name", () => {
  const oneOfTwo = "- give `region` or `baseUrl`, exactly one of the two";
  const noRegion = "must be one of r-1, r-2; for other deployments give `baseUrl`";
  const noUrl = "must be an absolute URL, such as https://roma.example.com";
  const swallowed = "must not hold a query (`?`) or a fragment (`#`): they would swallow the path";
  const insecure =
    "must be https: over http the token could be read on the way (http is for loopback, or with `allowInsecureHttp: true`)";
  const noToken = "must be a token, or a function that returns one; is the environment variable set?";
  const noLogger = "must be an object with the functions debug, info, warn and error";
  const noOption =
    "is no option; there are region, baseUrl, auth, defaults, timeoutMs, deadlineMs, maxRetries, fetch, logger, onAttempt, allowInsecureHttp";
  const base = { baseUrl: "https://h.example" };

  const cases: [what: string, options: object, parameter: string, message: string][] = [
    ["both region and baseUrl", { region: "r-1", ...base }, "baseUrl", oneOfTwo],
    ["neither region nor baseUrl", {}, "region", oneOfTwo],
    ["an unknown region", { region: "r-3" }, "region", noRegion],
    ["an empty region", { region: "" }, "region", noRegion],
    ["a region that is null", { region: null }, "region", noRegion],
    ["a region that is another object's field", { region: "length" }, "region", noRegion],
    ["an empty baseUrl", { baseUrl: "" }, "baseUrl", noUrl],
    ["a baseUrl without a scheme", { baseUrl: "roma.example.com" }, "baseUrl", noUrl],
    ["a baseUrl that is only a path", { baseUrl: "/v1" }, "baseUrl", noUrl],
    ["a baseUrl that is no text", { baseUrl: new URL("https://h.example") }, "baseUrl", noUrl],
    ["a baseUrl that is null", { baseUrl: null }, "baseUrl", noUrl],
    [
      "another scheme than http",
      { baseUrl: "ftp://h.example" },
      "baseUrl",
      "must begin with https:// (or with http://, to loopback)",
    ],
    [
      "a scheme without a host",
      { baseUrl: "data:text/plain,x" },
      "baseUrl",
      "must begin with https:// (or with http://, to loopback)",
    ],
    ["a query", { baseUrl: "https://h.example/?a=b" }, "baseUrl", swallowed],
    ["an empty query", { baseUrl: "https://h.example/?" }, "baseUrl", swallowed],
    ["a fragment", { baseUrl: "https://h.example/#a" }, "baseUrl", swallowed],
    ["an empty fragment", { baseUrl: "https://h.example/#" }, "baseUrl", swallowed],
    ["no auth", { auth: undefined, ...base }, "auth", noToken],
    ["auth that is null", { auth: null, ...base }, "auth", noToken],
    ["auth that is an object", { auth: {}, ...base }, "auth", noToken],
    ["a fetch that is no function", { fetch: {}, ...base }, "fetch", "must be a function"],
    ["a fetch that is null", { fetch: null, ...base }, "fetch", "must be a function"],
    ["onAttempt that is no function", { onAttempt: {}, ...base }, "onAttempt", "must be a function"],
    ["a logger that is null", { logger: null, ...base }, "logger", noLogger],
    ["a logger that is a function", { logger: () => {}, ...base }, "logger", noLogger],
    ["a logger without a level", { logger: { ...console, warn: undefined }, ...base }, "logger", noLogger],
    ["a limit", { maxRetries: -1, ...base }, "maxRetries", "must be a whole number, 0 for none"],
    ["a misspelt option", { maxRetry: 0, ...base }, "maxRetry", noOption],
    ["a misspelt option without a value", { baseURL: undefined, ...base }, "baseURL", noOption],
    ...[
      "http://h.example",
      "http://evil-localhost",
      "http://localhost.evil.example",
      "http://127.0.0.1.evil.example",
      "http://0.0.0.0",
    ].map((baseUrl): [string, object, string, string] => [
      `clear text to ${baseUrl}`,
      { baseUrl },
      "baseUrl",
      insecure,
    ]),
    ["clear text to http://[::2]", { baseUrl: "http://[::2]" }, "baseUrl", insecure],
  ];
  test.each(cases)("%s", (_, options, parameter, message) => {
    expect(refusalOf(() => resolve(options))).toMatchObject({
      message: `${parameter} ${message}`,
      parameter,
      operationId: undefined,
      outcome: "not-sent",
      attempts: 0,
    });
  });

  test.each([undefined, null, "https://h.example"])("options that are no object: %j", (options) => {
    const error = refusalOf(() => resolveOptions(options as unknown as ClientOptions, server)); // wrong on purpose
    expect(error.message).toBe("options must be an object with `auth`, and `region` or `baseUrl`");
  });
});

test.each([
  "https://us3r:p4ssw0rd@h.example",
  "https://us3r@h.example",
  "https://:p4ssw0rd@h.example",
  "http://us3r:p4ssw0rd@h.example",
  "ftp://us3r:p4ssw0rd@h.example",
  "https://us3r:p4ssw0rd@h.example/?",
  "https://us3r:p4ssw0rd@ h.example",
])("a user name or password in %s is refused, and never quoted", (baseUrl) => {
  const error = refusalOf(() => resolve({ baseUrl }));
  expect(error.parameter).toBe("baseUrl");
  expect(error.message + error.stack + JSON.stringify(error)).not.toMatch(/us3r|p4ssw0rd/);
});

describe("the base URL", () => {
  test("is the server of the spec, in the region", () => {
    expect(baseOf({ region: "r-2" })).toBe("https://roma.r-2.example.com/");
  });

  test.each([
    ["https://h.example", "https://h.example/"],
    ["https://h.example/", "https://h.example/"],
    ["https://h.example//", "https://h.example/"],
    ["https://h.example/base", "https://h.example/base"],
    ["https://h.example/base/", "https://h.example/base"],
    ["https://h.example/a/b///", "https://h.example/a/b"],
    ["https://h.example:8443/base", "https://h.example:8443/base"],
    ["HTTPS://H.Example", "https://h.example/"],
    ["https://h.example/a/../b", "https://h.example/b"],
  ])("%s is taken as %s: without slashes at its end", (baseUrl, taken) => {
    expect(baseOf({ baseUrl })).toBe(taken);
  });

  test.each([
    "http://localhost:4010",
    "http://LOCALHOST",
    "http://api.localhost",
    "http://127.0.0.1",
    "http://127.1.2.3:80",
    "http://127.1",
    "http://2130706433",
    "http://[::1]:4010",
    "http://[0:0:0:0:0:0:0:1]",
  ])("may be http where it is loopback: %s", (baseUrl) => {
    expect(resolve({ baseUrl }).base.protocol).toBe("http:");
  });

  test("may be http to another host only where that is allowed by name", () => {
    expect(baseOf({ baseUrl: "http://h.example", allowInsecureHttp: true })).toBe("http://h.example/");
    for (const no of [false, "false", "true", 1]) {
      expect(() => resolve({ baseUrl: "http://h.example", allowInsecureHttp: no })).toThrow(RomaInputError);
    }
    expect(() => resolve({ baseUrl: "ftp://h.example", allowInsecureHttp: true })).toThrow(
      "must begin with https:// (or with http://, to loopback)",
    );
  });
});

test("the limits are 30 seconds an attempt, two retries, and no deadline, or the client's own", () => {
  const none = { signal: undefined, ignoreNotFound: false };
  const defaults = { timeoutMs: 30_000, deadlineMs: Number.POSITIVE_INFINITY, maxRetries: 2, ...none };
  expect(resolve({ region: "r-1" }).limits).toEqual(defaults);
  const own = { timeoutMs: 1, deadlineMs: 2, maxRetries: 0 };
  expect(resolve({ region: "r-1", ...own }).limits).toEqual({ ...own, ...none });
});

describe("`fetch`", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test("is the caller's own where there is one", () => {
    const fetch = async () => new Response();
    expect(resolve({ region: "r-1", fetch }).fetch).toBe(fetch);
  });

  test("is else the runtime's, as it is when a call is made", async () => {
    const options = resolve({ region: "r-1" });
    const later = jest.spyOn(globalThis, "fetch").mockResolvedValue(new Response("later"));
    const init = { method: "GET" };
    await expect((await options.fetch("https://h.example", init)).text()).resolves.toBe("later");
    expect(later).toHaveBeenCalledWith("https://h.example", init);
  });
});
