import { describe, expect, test } from "@jest/globals";
import type { Answer } from "../answer.ts";
import type { Failure } from "../outcome.ts";
import { errorFrom } from "./error-from.ts";
import { RomaAbortError } from "./roma-abort-error.ts";
import { RomaApiError } from "./roma-api-error.ts";
import { RomaConnectionError } from "./roma-connection-error.ts";
import { RomaCredentialsError } from "./roma-credentials-error.ts";
import { type ErrorOutcome, RomaError } from "./roma-error.ts";
import { type ResponseErrorReason, RomaResponseError } from "./roma-response-error.ts";
import { RomaTimeoutError } from "./roma-timeout-error.ts";

// What an error says of each way in which a call can fail; what became of the call is decided elsewhere, see outcome.ts.

const cause = new Error("the cause");
const response = new Response();

const noCredential: Failure = { kind: "no-credential", message: "the token is empty", cause: undefined };
const noAnswer = (sent: boolean): Failure => ({ kind: "no-answer", sent, cause });
const timeout: Failure = { kind: "timeout", timeoutMs: 5000 };
const abort = (sent: boolean): Failure => ({ kind: "abort", sent, cause });
const refusal = (status: number): Failure & Answer => {
  return { kind: "refusal", status, code: "X.1", message: "it is so", requestId: "r-1", text: "{}", response };
};
const offContract = (status: number, reason: ResponseErrorReason, snippet = "<p>"): Failure => {
  return { kind: "off-contract", status, reason, snippet, requestId: "r-1", response };
};

const unknown = "whether it took effect is not known";
const cases: [what: string, ending: Failure, type: Function, outcome: ErrorOutcome, message: string][] = [
  ["no credential", noCredential, RomaCredentialsError, "not-sent", "the token is empty (nothing was sent)"],
  [
    "no connection",
    noAnswer(false),
    RomaConnectionError,
    "not-sent",
    "no connection came about; check the base URL, the network and the proxy (nothing was sent)",
  ],
  [
    "a broken connection",
    noAnswer(true),
    RomaConnectionError,
    "unknown",
    `the connection failed before a whole answer came (${unknown})`,
  ],
  ["a timeout", timeout, RomaTimeoutError, "unknown", `no whole answer within 5000 ms (${unknown})`],
  ["an abort before", abort(false), RomaAbortError, "not-sent", "the call was aborted (nothing was sent)"],
  ["an abort during", abort(true), RomaAbortError, "unknown", `the call was aborted (${unknown})`],
  ...[400, 401, 403, 404, 409, 499].map((status): (typeof cases)[number] => [
    `a documented ${status}`,
    refusal(status),
    RomaApiError,
    "rejected",
    `${status} X.1: it is so (nothing was changed)`,
  ]),
  ...[500, 503].map((status): (typeof cases)[number] => [
    `a documented ${status}`,
    refusal(status),
    RomaApiError,
    "unknown",
    `${status} X.1: it is so (${unknown})`,
  ]),
  ...Object.entries({
    redirect: "the answer is a redirect, which is never followed; check the base URL",
    "other-url": "the answer came from another URL; the `fetch` in use must not follow redirects",
    "undocumented-status": "the spec documents no such status for this operation",
    "content-type": "the body is not declared as application/json; a proxy or a login page may have answered",
    "empty-body": "the body is empty",
    "invalid-json": "the body is not valid JSON",
    "body-too-large": "the error body is larger than 64 KiB",
    "error-body": "the body is not the vendor's error format",
  } satisfies Record<ResponseErrorReason, string>).map(([reason, text]): (typeof cases)[number] => [
    `an answer off contract: ${reason}`,
    offContract(404, reason as ResponseErrorReason), // a key of the record above
    RomaResponseError,
    "unknown",
    `404: ${text}, body: "<p>" (${unknown})`,
  ]),
];

describe.each(cases)("%s", (_, ending, type, outcome, message) => {
  const error = errorFrom(ending, { operationId: "deleteThing", outcome, attempts: 1 });

  test(`is a ${type.name} of outcome ${outcome}`, () => {
    expect(error.constructor).toBe(type);
    expect(error).toBeInstanceOf(RomaError);
    expect(error).toMatchObject({ name: type.name, operationId: "deleteThing", outcome, attempts: 1 });
  });

  test("says what happened, and what that means", () => {
    expect(error.message).toBe(`deleteThing: ${message}`);
    expect(String(error)).toBe(`${type.name}: deleteThing: ${message}`);
  });
});

const details = { operationId: "deleteThing", outcome: "unknown", attempts: 1 } as const;

test("says how many attempts were made where there was more than one", () => {
  expect(errorFrom(timeout, { ...details, attempts: 3 })).toMatchObject({
    attempts: 3,
    message: `deleteThing: no whole answer within 5000 ms (3 attempts; ${unknown})`,
  });
  expect(errorFrom(noAnswer(false), { ...details, outcome: "not-sent", attempts: 2 }).message).toMatch(
    /\(2 attempts; nothing was sent\)$/,
  );
});

test.each([refusal(404), noAnswer(false), noCredential, abort(false)])(
  "says that it is an earlier attempt that may have taken effect: then %j",
  (ending) => {
    const { message } = errorFrom(ending, { ...details, attempts: 2 });
    expect(message).toMatch(/\(2 attempts; an earlier attempt may have taken effect\)$/);
  },
);

test("each class has the facts of its own", () => {
  expect(errorFrom(timeout, details)).toMatchObject({ timeoutMs: 5000 });
  expect(errorFrom(refusal(404), details)).toMatchObject({ status: 404, code: "X.1", requestId: "r-1" });
  const facts = { status: 302, reason: "redirect", snippet: "<p>", requestId: "r-1" };
  expect(errorFrom(offContract(302, "redirect"), details)).toMatchObject(facts);
});

test("a cause is there where something else caused it, and only there", () => {
  for (const ending of [noAnswer(true), abort(true), { ...noCredential, cause }] as const)
    expect(errorFrom(ending, details).cause).toBe(cause);
  for (const ending of [noCredential, timeout, refusal(404), offContract(404, "empty-body")])
    expect(errorFrom(ending, details)).not.toHaveProperty("cause");
  expect(errorFrom({ kind: "abort", sent: true, cause: null }, details).cause).toBeNull();
});

test("a body is quoted where there is one, on one line", () => {
  expect(errorFrom(offContract(404, "empty-body", ""), details).message).toBe(
    `deleteThing: 404: the body is empty (${unknown})`,
  );
  expect(errorFrom(offContract(404, "content-type", 'a "b"'), details).message).toContain('body: "a \\"b\\""');
});

test("a status that a browser hides is not shown as 0", () => {
  expect(errorFrom(offContract(0, "redirect", ""), details)).toMatchObject({
    status: 0,
    message: expect.stringMatching(/^deleteThing: no status: the answer is a redirect/),
  });
});

test("a timeout is a connection error too", () => {
  expect(errorFrom(timeout, details)).toBeInstanceOf(RomaConnectionError);
});
