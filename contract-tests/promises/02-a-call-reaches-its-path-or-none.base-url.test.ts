import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { RomaInputError } from "../../src/index.ts";
import { clientOf, describeCall } from "../support/client.ts";
import { valuesIn } from "../support/path-judge.ts";
import { anyText, made, notText } from "../support/path-values.ts";
import { operations, server } from "../support/spec.ts";
import { exampleInputs } from "../support/violations.ts";

// Promise 2, and 4: a path is below the base URL, so what could swallow the path, or carry a password or the token in
// clear text, is no base URL. It is refused when the client is made, and not quoted: the mistake may well be a pasted
// secret.

const secret = "s3cr3t-canary";

/** One part of a URL: as it may be, and as it must not be. */
const part = (good: readonly string[], bad: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...good).map((text) => ({ text, bad: false })) },
    { weight: 1, arbitrary: fc.constantFrom(...bad).map((text) => ({ text, bad: true })) },
  );

const elsewhere = [
  "h.example",
  "localhost.evil.example",
  "evil-localhost",
  "127.0.0.1.evil.example",
  "128.0.0.1",
  "0.0.0.0",
];
const loopback = ["127.0.0.1", "127.9.8.7", "localhost", "api.localhost", "[::1]"];

/** Base URLs made of parts, and whether one of the parts forbids them. */
const baseUrls = fc
  .record({
    scheme: part(
      ["https:", "http:"],
      ["ftp:", "ws:", "wss:", "file:", "data:", "javascript:", "blob:https:", "", "ht!tps:"],
    ),
    user: part([""], [`${secret}@`, `u:${secret}@`, `:${secret}@`, `${secret}%40x@`]),
    host: part(
      [...elsewhere, "[::2]", ...loopback, ...loopback],
      ["[", "256.256.256.256", "h .example", "h.example:99999"],
    ),
    path: fc.constantFrom("", "/", `/${secret}`, `/a/${secret}/`, `/../${secret}`, `/%2e%2e/${secret}//`),
    tail: part([""], ["?", "#", `?a=${secret}`, `#${secret}`, "/?#", "?/", `#/../${secret}`]),
    upper: fc.boolean(),
    // A URL parser drops these wherever they stand; whoever writes them does not mean them.
    dropped: fc.oneof(
      { weight: 5, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: fc.constantFrom("\t", "\n", "\r\n") },
    ),
    position: fc.nat(),
  })
  .map(({ scheme, user, host, path, tail, upper, dropped, position }) => {
    const clear = scheme.text === "http:" && !loopback.includes(host.text);
    const text = `${scheme.text}//${user.text}${host.text}${path}${tail.text}`;
    const cut = position % (text.length + 1);
    const url = `${text.slice(0, cut)}${dropped}${text.slice(cut)}`;
    const bad = clear || dropped !== "" || [scheme, user, host, tail].some((part) => part.bad);
    return { url: upper ? url.toUpperCase() : url, bad };
  });

/** The error of a client that can't be made; whatever is shown of it, the secret is not in it. */
function refusalOf(baseUrl: unknown): RomaInputError | undefined {
  try {
    clientOf(baseUrl as string); // also what is no text
    return undefined;
  } catch (error) {
    if (!(error instanceof RomaInputError)) throw error;
    const shown = [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), error.stack, String(error)];
    expect(shown.join().toLowerCase()).not.toContain(secret);
    return error;
  }
}

test("a base URL outside the allowed forms is refused when the client is made, without being quoted", () => {
  const met = { allowed: 0, refused: 0 };
  const property = fc.property(baseUrls, ({ url, bad }) => {
    const error = refusalOf(url);
    expect(error).toEqual(bad ? expect.objectContaining({ parameter: "baseUrl", attempts: 0 }) : undefined);
    met[bad ? "refused" : "allowed"]++;
  });
  fc.assert(property, { numRuns: 2000 });
  expect(Math.min(met.allowed, met.refused)).toBeGreaterThan(200);
});

// What becomes of `https://${host}/base` where the host is not set: a URL parser takes the path's first segment for it.
// It takes any number of slashes for two, and drops line breaks and tabs anywhere, spaces and controls in front.
test.each([
  ...["https:///base", "https:////base/v1", "https:/base", "https:base", "https:\\\\/base"],
  ...[" https:///base", "\0https:///base", "https:\t///base", "https:/\n//base", "ht\ntps:///base"],
])("a base URL without a host is refused: %j", (url) => {
  expect(refusalOf(url)?.parameter).toBe("baseUrl");
});

test("what is no URL is refused when the client is made, without being quoted", () => {
  const any = fc.oneof(
    anyText.map((text) => `${secret}${text}`),
    anyText.map((text) => `//${secret}${text}`),
    notText.map((recipe) => made({ value: { ...recipe, text: `https://h.example/${secret}` } }).value),
  );
  fc.assert(
    fc.property(any, (baseUrl) => {
      expect(refusalOf(baseUrl)?.parameter).toMatch(/^(baseUrl|region)$/); // the latter for `undefined`
    }),
    { numRuns: 500 },
  );
});

test("a region that the spec does not have is refused when the client is made: it would become a host", () => {
  const [region = ""] = server.regions;
  const other = fc.oneof(
    anyText,
    anyText.map((text) => `${region}${text}`),
    fc.constantFrom(region.toUpperCase(), `${region}@evil.example`, `${region}/..`, "toString", "length", "0"),
  );
  fc.assert(
    fc.property(
      other.filter((text) => !server.regions.includes(text)),
      (region) => {
        const make = () => clientOf("", { baseUrl: undefined as never, region: region as never }); // wrong on purpose
        expect(make).toThrow(expect.objectContaining({ name: "RomaInputError", parameter: "region" }));
      },
    ),
    { numRuns: 500 },
  );
});

test("every region of the spec leads to the server of the spec, and to every operation's path there", () => {
  for (const region of server.regions) {
    const client = clientOf("", { baseUrl: undefined as never, region: region as never }); // one of the spec's
    for (const operation of operations) {
      const { body: _, ...values } = exampleInputs(operation);
      const { url } = describeCall(client, operation.operationId, exampleInputs(operation));
      const origin = server.url.replace("{region}", region);
      expect(url.slice(0, origin.length)).toBe(origin);
      expect(valuesIn(url.slice(origin.length), "", operation)).toEqual(values);
    }
  }
});
