import { describe, expect, test } from "@jest/globals";
import { RomaCredentialsError, RomaInputError } from "../src/index.ts";
import { call, clientOf, rejection } from "./support/client.ts";
import { covered } from "./support/coverage.ts";
import { mockTest, mockUrl, objections, sendRaw } from "./support/mock.ts";
import { operations, type SpecOperation } from "./support/spec.ts";
import { exampleInputs, type Violation, violationsOf } from "./support/violations.ts";

// What the spec forbids is refused twice: by the client, before anything is sent, and by Prism, to which it is sent raw.
// Together they show that client and spec draw the line in the same place.

const neverFetch = () => {
  throw new Error("something was sent");
};

describe.each(operations.map((operation) => [operation.operationId, operation] as const))(
  "%s",
  (operationId, operation) => {
    for (const violation of violationsOf(operation)) {
      const { group, item, keyword } = violation;
      mockTest(`refuses ${item} that breaks \`${keyword}\``, async () => {
        await expectRefusedByClient(operation, violation);
        if (violation.location !== undefined) await expectRefusedByPrism(operation, violation);
        covered({ operationId, group, item, check: keyword });
      });
    }

    test("refuses a parameter that it does not have", async () => {
      const error = await rejection(
        call(clientOf(mockUrl(), { fetch: neverFetch }), operationId, { ...exampleInputs(operation), surplus: "x" }),
      );
      expect(error).toMatchObject({ name: "RomaInputError", parameter: "surplus", outcome: "not-sent", attempts: 0 });
    });

    mockTest("refuses an empty token, as Prism refuses a missing and an empty one", async () => {
      const error = await rejection(
        call(clientOf(mockUrl(), { auth: "", fetch: neverFetch }), operationId, exampleInputs(operation)),
      );
      expect(error).toBeInstanceOf(RomaCredentialsError);
      expect(error).toMatchObject({ operationId, outcome: "not-sent", attempts: 0 });
      for (const headers of [{}, { [operation.credentialHeader ?? ""]: "" }]) {
        const response = await sendRaw(operation, exampleInputs(operation), { headers });
        expect(response.status).toBe(401);
        expect(objections(response)).toEqual([
          { location: "request", code: 401, severity: "Error", message: "Invalid security scheme used" },
        ]);
      }
    });

    mockTest("refuses another method, as Prism does", async () => {
      const method = ["DELETE", "PUT", "POST"].find((other) => other !== operation.method) ?? "";
      const { http } = clientOf(mockUrl(), { fetch: neverFetch });
      const request = http.request as unknown as (method: string, path: string, init: object) => Promise<unknown>; // the types know of no such route
      const error = await rejection(request(method, operation.path, { params: { path: exampleInputs(operation) } }));
      expect(error).toBeInstanceOf(RomaInputError);
      expect(error).toMatchObject({ parameter: "path", outcome: "not-sent", attempts: 0 });
      const response = await sendRaw(operation, exampleInputs(operation), { method });
      expect([response.status, response.headers.get("Content-Type")]).toEqual([405, "application/problem+json"]);
    });
  },
);

async function expectRefusedByClient({ operationId }: SpecOperation, { inputs, parameter }: Violation) {
  const error = await rejection(call(clientOf(mockUrl(), { fetch: neverFetch }), operationId, inputs));
  expect(error).toBeInstanceOf(RomaInputError);
  expect(error).toMatchObject({ name: "RomaInputError", operationId, parameter, outcome: "not-sent", attempts: 0 });
}

async function expectRefusedByPrism(operation: SpecOperation, { inputs, keyword, location }: Violation) {
  const response = await sendRaw(operation, inputs);
  expect(response.status).toBe(400);
  expect(objections(response)).toContainEqual(expect.objectContaining({ location, code: keyword }));
}
