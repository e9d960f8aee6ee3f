import type { CaseSketch } from "./case.ts";
import { done, replies } from "./http-stage.ts";
import { casesOf, inputsOf } from "./plan.ts";
import { failed, nothingSent, reachedOnlyTheTarget, sentBody, sentExactly, succeeded } from "./verdicts.ts";

// Inputs at and beyond the limits that the vendor documents.

const put = "detachApiFromPlugin";
const env_id = "DEFAULT_ENVIRONMENT_RELEASE_ID";
const refused = { name: "RomaInputError", outcome: "not-sent", attempts: 0 } as const;
const ours = { outcome: "done", status: 204, attempts: 1 } as const;
const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);
const circle: Record<string, unknown> = { env_id };
circle.api_ids = circle;

const forbiddenBodies: readonly (readonly [id: string, what: string, body: unknown, parameter: string])[] = [
  ["no-body", "no body", undefined, "body"],
  ["null-body", "a body that is null", null, "body"],
  ["text-body", "a body that is a text", "{}", "body"],
  ["list-body", "a body that is a list", [], "body"],
  ["empty-body", "an empty body", {}, "body.env_id"],
  ["no-ids", "a body without api_ids", { env_id }, "body.api_ids"],
  ["empty-ids", "an empty list of APIs", { env_id, api_ids: [] }, "body.api_ids"],
  ["many-ids", "a list of 501 APIs", { env_id, api_ids: ids(501) }, "body.api_ids"],
  ["one-id", "one API instead of a list", { env_id, api_ids: "id-1" }, "body.api_ids"],
  ["empty-id", "an empty identifier in the list", { env_id, api_ids: ["id-1", ""] }, "body.api_ids[1]"],
  ["null-id", "null in the list", { env_id, api_ids: [null] }, "body.api_ids[0]"],
  ["nested-id", "a list in the list", { env_id, api_ids: [["id-1"]] }, "body.api_ids[0]"],
  ["hole", "a list with a hole", { env_id, api_ids: new Array(1) }, "body.api_ids[0]"],
  ["long-env", "an environment of 66 characters", { env_id: "e".repeat(66), api_ids: ["id-1"] }, "body.env_id"],
  ["number-env", "an environment that is a number", { env_id: 7, api_ids: ["id-1"] }, "body.env_id"],
  ["misspelt", "a misspelt field beside the right ones", { env_id, api_ids: ["id-1"], apiIds: [] }, "body"],
  ["circle", "a body that no JSON can hold", circle, "body"],
  ["bigint", "a number that no JSON can hold", { env_id, api_ids: [7n] }, "body"],
];

const forbiddenValues: readonly (readonly [
  id: string,
  what: string,
  operationId: string,
  change: Record<string, unknown>,
])[] = [
  ["long-id", "an identifier of 65 characters", "deleteAppCode", { app_code_id: "x".repeat(65) }],
  ["huge-id", "an identifier of 100 000 characters", "deleteAppCode", { app_code_id: "x".repeat(100_000) }],
  ["app-id-pattern", "an app_id with a sign that none has", "deleteAppCode", { app_id: "a.b" }],
  ["app-id-line-break", "an app_id with a line break at its end", "deleteAppCode", { app_id: "ab\n" }],
  ["app-id-space", "an app_id with a space", "deleteAppCode", { app_id: "a b" }],
];

const allowed: readonly (readonly [id: string, what: string, operationId: string, change: Record<string, unknown>])[] =
  [
    ["500-ids", "a list of 500 APIs", put, { body: { env_id, api_ids: ids(500) } }],
    ["65-env", "an environment of 65 characters", put, { body: { env_id: "e".repeat(65), api_ids: ["id-1"] } }],
    ["64-id", "an identifier of 64 characters", "deleteAppCode", { app_code_id: "x".repeat(64) }],
    [
      "64-emoji",
      "an identifier of 64 characters beyond the first plane",
      "deleteAppCode",
      { app_code_id: "💀".repeat(64) },
    ],
    ["one-id", "an identifier of one character", "deleteAppCode", { app_code_id: "7" }],
  ];

const sketches: readonly CaseSketch[] = [
  ...forbiddenBodies.map(([id, what, body, parameter]) => ({
    id: `input-${id}`,
    title: `${what} is refused before sending`,
    operationId: put,
    inputs: inputsOf(put, { body }),
    on: replies(done),
    holds: [nothingSent, failed],
    ours: { ...refused, parameter },
  })),
  ...forbiddenValues.map(([id, what, operationId, change]) => ({
    id: `input-${id}`,
    title: `${what} is refused before sending`,
    operationId,
    inputs: inputsOf(operationId, change),
    on: replies(done),
    holds: [nothingSent, failed],
    ours: { ...refused, parameter: Object.keys(change)[0] ?? "" },
  })),
  ...allowed.map(([id, what, operationId, change]) => ({
    id: `allowed-${id}`,
    title: `${what} is sent as it is`,
    operationId,
    inputs: inputsOf(operationId, change),
    on: replies(done),
    holds: [succeeded, sentExactly(1), reachedOnlyTheTarget, ...("body" in change ? [sentBody(change.body)] : [])],
    ours,
  })),
];

export const inputCases = casesOf(10, sketches);
