import { expect, test } from "@jest/globals";
import { neverConnected } from "./never-connected.ts";

/** As Node's `fetch` rejects: a TypeError, with what happened as its cause. */
const fetchFailed = (cause: unknown) => new TypeError("fetch failed", { cause });
const withCode = (code: unknown) => Object.assign(new Error("it failed"), { code });

test.each([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
])("after %s nothing can have been sent", (code) => {
  expect(neverConnected(fetchFailed(withCode(code)))).toBe(true);
  expect(neverConnected(withCode(code))).toBe(true);
});

test("after a port that `fetch` blocks nothing can have been sent", () => {
  expect(neverConnected(fetchFailed(new Error("bad port")))).toBe(true);
});

test("what happened is found behind other errors", () => {
  expect(neverConnected(fetchFailed(fetchFailed({ cause: withCode("ENOTFOUND") })))).toBe(true);
  const refused = Object.assign(new AggregateError([withCode("ECONNREFUSED")]), { code: "ECONNREFUSED" });
  expect(neverConnected(fetchFailed(refused))).toBe(true);
});

test.each([
  ["ECONNRESET", fetchFailed(withCode("ECONNRESET"))],
  ["EPIPE", fetchFailed(withCode("EPIPE"))],
  ["ETIMEDOUT, which an established connection can have too", fetchFailed(withCode("ETIMEDOUT"))],
  ["UND_ERR_SOCKET", fetchFailed(withCode("UND_ERR_SOCKET"))],
  ["UND_ERR_HEADERS_TIMEOUT", fetchFailed(withCode("UND_ERR_HEADERS_TIMEOUT"))],
  ["UND_ERR_BODY_TIMEOUT", fetchFailed(withCode("UND_ERR_BODY_TIMEOUT"))],
  ["a failure without a code", new TypeError("Failed to fetch")],
  ["a code that only the message has", fetchFailed(new Error("connect ECONNREFUSED 127.0.0.1:1"))],
  ["a code that is no text", fetchFailed(withCode(["ECONNREFUSED"]))],
  ["text", "ECONNREFUSED"],
  ["null", null],
  ["undefined", undefined],
])("after %s it may have been sent", (_, error) => {
  expect(neverConnected(error)).toBe(false);
});

test("errors that are each other's cause are looked at, and left", () => {
  const first: { cause?: unknown } = {};
  first.cause = { cause: first };
  expect(neverConnected(first)).toBe(false);
});
