import type { CaseSketch } from "./case.ts";
import { answer, apiError, html, inTurn, plain, replies, type Starter } from "./http-stage.ts";
import { casesOf } from "./plan.ts";
import { failed, sentExactly, sentUpTo, type Verdict } from "./verdicts.ts";

// A 404 says that something is not there; whether it is what was to be removed is another question. Clients that can
// take "not found" for success are asked to.

const rejected = { name: "RomaApiError", status: 404, outcome: "rejected", attempts: 1 } as const;
const offContract = { name: "RomaResponseError", outcome: "unknown", attempts: 1 } as const;

const errors: readonly (readonly [id: string, what: string, on: Starter, ours: CaseSketch["ours"]])[] = [
  [
    "gateway-page",
    "a gateway's 404 page",
    answer(404, html, "<h1>Not Found</h1>"),
    { ...offContract, reason: "content-type" },
  ],
  [
    "gateway-text",
    "a gateway's 404 in plain text",
    answer(404, plain, "404 page not found"),
    { ...offContract, reason: "content-type" },
  ],
  ["gateway-empty", "an empty 404", answer(404), { ...offContract, reason: "empty-body" }],
  [
    "gateway-json",
    "another gateway's 404 in JSON",
    replies({ ...apiError(404, ""), body: '{"message":"no Route matched"}' }),
    { ...offContract, reason: "error-body" },
  ],
  [
    "no-route",
    "a gateway's 404 in the vendor's format",
    replies(apiError(404, "APIG.0101")),
    { ...rejected, code: "APIG.0101" },
  ],
  [
    "no-instance",
    "a 404 because the instance is missing",
    replies(apiError(404, "APIG.3030")),
    { ...rejected, code: "APIG.3030" },
  ],
  [
    "other-operation",
    "a 404 with another operation's code",
    replies(apiError(404, "APIG.3009")),
    { ...rejected, code: "APIG.3009" },
  ],
  [
    "lower-case",
    "a 404 with the code in lower case",
    replies(apiError(404, "apig.3004")),
    { ...rejected, code: "apig.3004" },
  ],
  [
    "longer-code",
    "a 404 with a code that only begins like the documented one",
    replies(apiError(404, "APIG.30041")),
    { ...rejected, code: "APIG.30041" },
  ],
  [
    "prototype",
    "a 404 whose code is the name of a method",
    replies(apiError(404, "includes")),
    { ...rejected, code: "includes" },
  ],
  [
    "as-text",
    "the documented code under the wrong content type",
    answer(404, plain, apiError(404, "APIG.3004").body),
    { ...offContract, reason: "content-type" },
  ],
  [
    "410",
    "a 410 with the documented code",
    replies(apiError(410, "APIG.3004")),
    { ...offContract, status: 410, reason: "undocumented-status" },
  ],
  ["400", "a 400 with the documented code", replies(apiError(400, "APIG.3004")), { ...rejected, status: 400 }],
  ["403", "a 403 with the documented code", replies(apiError(403, "APIG.3004")), { ...rejected, status: 403 }],
  [
    "200",
    "a 200 with the documented code",
    replies(apiError(200, "APIG.3004")),
    { ...offContract, status: 200, reason: "undocumented-status" },
  ],
  [
    "500",
    "a 500 with the documented code",
    replies(apiError(500, "APIG.3004")),
    { ...rejected, status: 500, outcome: "unknown" },
  ],
];

const holds: readonly Verdict[] = [sentExactly(1), failed];

const sketches: readonly CaseSketch[] = [
  ...errors.map(([id, what, on, ours]) => ({
    id: `not-found-${id}`,
    title: `${what} does not mean that it is gone`,
    on,
    ignoreNotFound: true,
    holds,
    ours,
  })),
  {
    id: "not-found-unasked",
    title: "without being asked to, nobody takes a 404 for success",
    on: replies(apiError(404, "APIG.3004")),
    holds,
    ours: { ...rejected, code: "APIG.3004" },
  },
  {
    id: "not-found-after-unknown",
    title: "after a reset, a gateway's 404 page does not mean that it is gone",
    on: inTurn("reset", { status: 404, headers: html, body: "<h1>Not Found</h1>" }),
    ignoreNotFound: true,
    retries: 1,
    holds: [sentUpTo(2), failed],
    ours: { ...offContract, attempts: 2 },
  },
  {
    id: "not-found-documented",
    title: "the documented 404 is the end of it",
    on: replies(apiError(404, "APIG.3004")),
    ignoreNotFound: true,
    // Whether as a success or a failure is the client's choice: not every client can be asked.
    holds: [sentExactly(1)],
    ours: { outcome: "already-gone", status: 404, attempts: 1 },
  },
];

export const notFoundCases = casesOf(7, sketches);
