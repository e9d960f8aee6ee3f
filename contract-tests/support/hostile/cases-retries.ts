import type { CaseSketch } from "./case.ts";
import { apiError, done, empty, html, inTurn, type Reply, type Starter } from "./http-stage.ts";
import { casesOf, inputsOf } from "./plan.ts";
import { deserted } from "./stage.ts";
import { failed, reachedOnlyTheTarget, sentBody, sentExactly, sentUpTo, succeeded, successTakes } from "./verdicts.ts";

// What is safe to repeat is repeated, what is not is not, and none of it goes on for ever. By default.

const post = "unpublishLiveDataApi";
const put = "detachApiFromPlugin";
const soon = { "Retry-After": "0" };

/** Time enough for a few attempts; nobody waits for an hour because a server says so. */
const budget = { retries: undefined, timeoutMs: 5_000, deadlineMs: 8_000, harnessMs: 10_000 } as const;

/** For servers that never answer the first attempt. */
const stalled = { ...budget, timeoutMs: 1_000 } as const;

const once: readonly (readonly [id: string, what: string, on: Starter, ours: CaseSketch["ours"]])[] = [
  ["500", "a system error", inTurn(apiError(500, "APIG.9999"), done), { name: "RomaApiError", outcome: "unknown" }],
  ["empty-500", "an empty 500", inTurn(empty(500), done), { name: "RomaResponseError", outcome: "unknown" }],
  ["502", "a 502", inTurn(empty(502, html), done), { name: "RomaResponseError", outcome: "unknown" }],
  ["504", "a 504", inTurn(empty(504, html), done), { name: "RomaResponseError", outcome: "unknown" }],
  ["408", "a 408", inTurn(empty(408), done), { name: "RomaResponseError", outcome: "unknown" }],
  ["reset", "a reset", inTurn("reset", done), { name: "RomaConnectionError", outcome: "unknown" }],
  ["timeout", "a timeout", inTurn("stall", done), { name: "RomaTimeoutError", outcome: "unknown" }],
  ["400", "a refusal", inTurn(apiError(400, "APIG.2011"), done), { name: "RomaApiError", outcome: "rejected" }],
];

const refusals: readonly (readonly [status: number, reply: Reply])[] = [
  [400, apiError(400, "APIG.2012")],
  [401, apiError(401, "APIG.1002")],
  [403, apiError(403, "APIG.1005")],
  [404, apiError(404, "APIG.3004")],
];

const again: readonly (readonly [id: string, what: string, operationId: string, on: Starter])[] = [
  ["503", "a 503", "deleteAppCode", inTurn(empty(503, soon), done)],
  ["429", "a 429", "deleteAppCode", inTurn(empty(429, soon), done)],
  ["502", "a 502", "deleteBackendInstance", inTurn(empty(502), done)],
  ["504", "a 504", "cancelAuthorization", inTurn(empty(504), done)],
  ["500", "a 500 of the kind that passes", "deleteAppCode", inTurn(apiError(500, "APIG.9004"), done)],
  ["reset", "a reset", "deleteAppCode", inTurn("reset", done)],
  ["put-503", "a 503", put, inTurn(empty(503, soon), done)],
];

const absurd: readonly (readonly [id: string, value: string])[] = [
  ["eon", "99999999999"],
  ["overflow", "1e309"],
  ["infinity", "Infinity"],
  ["end-of-time", "Fri, 31 Dec 9999 23:59:59 GMT"],
  ["hour", "3600"],
];

const nonsense: readonly (readonly [id: string, value: string])[] = [
  ["negative", "-5"],
  ["past", "Thu, 01 Jan 1970 00:00:00 GMT"],
  ["words", "soon"],
  ["empty", ""],
];

const sketches: readonly CaseSketch[] = [
  ...once.map(([id, what, on, ours]) => ({
    id: `once-post-${id}`,
    title: `a POST is sent once where ${what} leaves open whether it was done`,
    operationId: post,
    on,
    ...(id === "timeout" ? stalled : budget),
    holds: [sentExactly(1), failed],
    ours: { ...ours, attempts: 1 },
  })),
  ...refusals.map(([status, reply]) => ({
    id: `once-delete-${status}`,
    title: `a DELETE that is refused with ${status} is not repeated`,
    on: inTurn(reply, done),
    ...budget,
    holds: [sentExactly(1), failed],
    ours: { name: "RomaApiError" as const, status, outcome: "rejected" as const, attempts: 1 },
  })),
  ...again.map(([id, what, operationId, on]) => ({
    id: `again-${id}`,
    title: `${operationId} after ${what} is done with the next attempt`,
    operationId,
    inputs: inputsOf(operationId),
    on,
    ...budget,
    holds: [reachedOnlyTheTarget, sentExactly(2), succeeded],
    ours: { outcome: "done" as const, status: 204, attempts: 2 },
  })),
  {
    id: "again-body",
    title: "a repeated PUT has the same body",
    operationId: put,
    inputs: inputsOf(put),
    on: inTurn(empty(503, soon), empty(429, soon), done),
    ...budget,
    holds: [sentBody(inputsOf(put).body), reachedOnlyTheTarget, sentUpTo(3), successTakes(3)],
    ours: { outcome: "done", attempts: 3 },
  },
  {
    id: "again-post-503",
    title: "a POST after a 503 is done with the next attempt: the server can't have acted",
    operationId: post,
    on: inTurn(empty(503, soon), done),
    ...budget,
    holds: [reachedOnlyTheTarget, sentUpTo(2), successTakes(2)],
    ours: { outcome: "done", status: 204, attempts: 2 },
  },
  {
    id: "unknown-then-404",
    title: "after a reset, a 404 does not mean that nothing was done",
    on: inTurn("reset", apiError(404, "APIG.3004")),
    ...budget,
    holds: [sentUpTo(10), failed],
    ours: { outcome: "unknown", attempts: 2 },
  },
  {
    id: "unknown-then-403",
    title: "after a timeout, a 403 does not mean that nothing was done",
    on: inTurn("stall", apiError(403, "APIG.1005")),
    ...stalled,
    holds: [sentUpTo(10), failed],
    ours: { outcome: "unknown", attempts: 2 },
  },
  {
    id: "storm-503",
    title: "a server that is always busy is left alone in the end",
    on: inTurn(empty(503, soon)),
    ...budget,
    holds: [sentUpTo(10), failed],
    ours: { name: "RomaResponseError", status: 503, outcome: "unknown", attempts: 3 },
  },
  {
    id: "storm-429-post",
    title: "a server that always asks for patience is left alone in the end, by a POST too",
    operationId: post,
    on: inTurn(empty(429, soon)),
    ...budget,
    holds: [sentUpTo(10), failed],
    ours: { name: "RomaResponseError", status: 429, outcome: "unknown", attempts: 3 },
  },
  {
    id: "storm-reset",
    title: "a server that breaks every connection is left alone in the end",
    on: inTurn("reset"),
    ...budget,
    holds: [sentUpTo(10), failed],
    ours: { name: "RomaConnectionError", outcome: "unknown", attempts: 3 },
  },
  {
    id: "storm-refused",
    title: "a server that isn't there is left alone in the end, and nothing was sent",
    operationId: post,
    on: deserted,
    ...budget,
    holds: [failed],
    ours: { name: "RomaConnectionError", outcome: "not-sent", attempts: 3 },
  },
  ...absurd.map(([id, value]) => ({
    id: `retry-after-${id}`,
    title: `a Retry-After of ${value} does not hold the call up`,
    on: inTurn(empty(503, { "Retry-After": value })),
    ...budget,
    holds: [sentUpTo(10), failed],
    ours: { name: "RomaResponseError" as const, status: 503, outcome: "unknown" as const },
  })),
  ...nonsense.map(([id, value]) => ({
    id: `retry-after-${id}`,
    title: `a Retry-After of \`${value}\` does not make a storm`,
    on: inTurn(empty(503, { "Retry-After": value })),
    ...budget,
    holds: [sentUpTo(10), failed],
    ours: { name: "RomaResponseError" as const, status: 503, outcome: "unknown" as const, attempts: 3 },
  })),
];

export const retryCases = casesOf(6, sketches);
