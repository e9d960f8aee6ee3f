import { describe, expect } from "@jest/globals";
import { preferenceFor } from "../scripts/lib/examples.ts";
import { isRomaApiError, RomaApiError } from "../src/index.ts";
import { call, clientOf, rejection } from "./support/client.ts";
import { answerItem, covered } from "./support/coverage.ts";
import { expectFromContract, mockTest, mockUrl, pathWith, watchedFetch } from "./support/mock.ts";
import { operations, type SpecAnswer, type SpecOperation } from "./support/spec.ts";
import { exampleInputs } from "./support/violations.ts";

// Every operation x every documented answer, through the generated client against Prism, which is told by `Prefer` which
// of the documented answers to give.

describe.each(operations.map((operation) => [operation.operationId, operation] as const))(
  "%s",
  (operationId, operation) => {
    for (const answer of operation.answers) {
      mockTest(`answers ${answerItem(answer)} as documented`, async () => {
        if (answer.status < 300) await expectSuccess(operation, answer);
        else await expectError(operation, answer);
        covered({ operationId, group: "answers", item: answerItem(answer), check: "answered" });
      });
    }
  },
);

/** Calls the operation with the spec's own examples; returns what went over the wire too. */
function callFor(operation: SpecOperation, answer: SpecAnswer, options: object = {}) {
  const { fetch, exchanges } = watchedFetch();
  const inputs = exampleInputs(operation);
  const promise = call(clientOf(mockUrl(), { fetch }), operation.operationId, inputs, {
    headers: { Prefer: preferenceFor(answer.status, answer.exampleKey) },
    ...options,
  });
  const expectOnWire = () => {
    expect(exchanges).toEqual([
      { method: operation.method, path: pathWith(operation.path, inputs), response: expect.any(Object) },
    ]);
    for (const { response } of exchanges) {
      expectFromContract(response);
      expect(response.status).toBe(answer.status);
    }
    return exchanges[0]?.response.headers.get("X-Request-Id");
  };
  return { promise, expectOnWire };
}

async function expectSuccess(operation: SpecOperation, answer: SpecAnswer) {
  const { promise, expectOnWire } = callFor(operation, answer);
  const result = await promise;
  const requestId = expectOnWire();
  expect(requestId).toMatch(/./);
  expect(result).toMatchObject({
    operationId: operation.operationId,
    outcome: "done",
    status: answer.status,
    attempts: 1,
    requestId,
  });
  expect(result.data).toEqual(answer.body);
}

async function expectError(operation: SpecOperation, answer: SpecAnswer) {
  const { promise, expectOnWire } = callFor(operation, answer);
  const error = await rejection(promise);
  const requestId = expectOnWire();
  const { error_code: code, error_msg: message } = answer.body as { error_code: string; error_msg: string }; // the spec's error format
  expect(requestId).toMatch(/./);
  expect(error).toBeInstanceOf(RomaApiError);
  expect(isRomaApiError(error, operation.operationId as Parameters<typeof isRomaApiError>[1])).toBe(true); // an operation of the spec
  expect(error).toMatchObject({
    name: "RomaApiError",
    operationId: operation.operationId,
    status: answer.status,
    code,
    requestId,
    attempts: 1,
    outcome: answer.status < 500 ? "rejected" : "unknown",
  });
  expect((error as Error).message).toContain(`${answer.status} ${code}: ${message}`);
}
