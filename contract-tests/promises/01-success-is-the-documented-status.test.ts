import { describe, expect } from "@jest/globals";
import { isRomaError } from "../../src/index.ts";
import { bodyCases } from "../support/hostile/cases-bodies.ts";
import { brokenHttpCases } from "../support/hostile/cases-broken-http.ts";
import { customFetchCases } from "../support/hostile/cases-custom-fetch.ts";
import { statusCases } from "../support/hostile/cases-statuses.ts";
import { successCases } from "../support/hostile/cases-successes.ts";
import { testEach } from "../support/hostile/expect-held.ts";

// Success is the documented success status and nothing else, whatever the body says, and whatever the connection does.

describe("a status that nobody documents", () => testEach(statusCases, expectErrorOnly));
describe("an error status, whatever its body", () => testEach(bodyCases, expectErrorOnly));
describe("an answer that breaks HTTP, or none", () => testEach(brokenHttpCases, expectErrorOnly));

describe("what a custom `fetch` gives instead of an answer", () => testEach(customFetchCases, expectErrorOnly));

describe("the documented status", () => {
  testEach(successCases, ({ value, hostile }) => {
    if (hostile.ours.outcome !== "done") return;
    expect(value).toEqual({
      operationId: hostile.plan.operationId,
      outcome: "done",
      status: 204,
      data: undefined,
      attempts: 1,
      requestId: hostile.id === "done-in-pieces" ? "7" : undefined,
      response: expect.objectContaining({ status: 204 }),
    });
  });
});

/** What isn't a success is one of this client's errors: never a value, not even `undefined`. */
function expectErrorOnly({ value }: { readonly value: unknown }): void {
  expect(isRomaError(value)).toBe(true);
}
