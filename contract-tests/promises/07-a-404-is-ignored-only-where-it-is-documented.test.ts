import type { RequestListener } from "node:http";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { call, clientOf, rejection } from "../support/client.ts";
import { type HttpServer, startHttpServer } from "../support/http-server.ts";
import { operations, type SpecOperation } from "../support/spec.ts";
import { exampleInputs } from "../support/violations.ts";

const servers: HttpServer[] = [];
beforeEach(() => {
  jest.spyOn(Math, "random").mockReturnValue(0); // no pauses
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function callOn(listener: RequestListener, operation: SpecOperation, options: object = { ignoreNotFound: true }) {
  const server = await startHttpServer(listener);
  servers.push(server);
  return call(clientOf(server.url), operation.operationId, exampleInputs(operation), options);
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status, { "Content-Type": "application/json", "X-Request-Id": "r-1" }).end(JSON.stringify(body));
const vendorError = (status: number, error_code: string) => json(status, { error_code, error_msg: "not found" });

/** The codes that the spec has for an operation's 404. */
const codesOf = ({ answers }: SpecOperation): string[] =>
  answers.flatMap(({ status, exampleKey }) => (status === 404 && exampleKey ? [exampleKey] : []));

describe.each(operations.map((operation) => [operation.operationId, operation] as const))("%s", (_, operation) => {
  const documented = codesOf(operation);
  const others = [...new Set(operations.flatMap(codesOf))].filter((code) => !documented.includes(code));

  test("has codes that are documented for its 404, and others that are not", () => {
    expect(documented.length).toBeGreaterThan(0);
    expect(others.length).toBeGreaterThan(0);
  });

  test.each(documented)("is already gone where the server says %s", async (code) => {
    const result = await callOn(vendorError(404, code), operation);
    const { operationId } = operation;
    const said = { operationId, outcome: "already-gone", status: 404, data: undefined, attempts: 1, requestId: "r-1" };
    expect(result).toEqual({ ...said, response: expect.any(Response) });
  });

  // A POST of unknown outcome is not sent again.
  if (operation.method !== "POST") {
    test.each(documented)("is so as well after an attempt of which nobody knows what it did: %s", async (code) => {
      let requests = 0;
      const listener: RequestListener = (request, response) =>
        requests++ === 0 ? response.destroy() : vendorError(404, code)(request, response);
      await expect(callOn(listener, operation)).resolves.toMatchObject({ outcome: "already-gone", attempts: 2 });
      requests = 0;
      const error = await rejection(callOn(listener, operation, {}));
      expect(error).toMatchObject({ name: "RomaApiError", status: 404, code, outcome: "unknown", attempts: 2 });
    });
  }

  test.each(documented)("is an error unless that was asked for: %s", async (code) => {
    for (const options of [{}, { ignoreNotFound: false }, { ignoreNotFound: undefined }, { ignoreNotFound: "true" }]) {
      const error = await rejection(callOn(vendorError(404, code), operation, options));
      expect(error).toMatchObject({ name: "RomaApiError", status: 404, code, outcome: "rejected" });
    }
  });

  test.each(others)("is an error where another thing is missing: %s", async (code) => {
    const error = await rejection(callOn(vendorError(404, code), operation));
    expect(error).toMatchObject({ name: "RomaApiError", status: 404, code, outcome: "rejected" });
  });

  test.each(documented)("is an error where %s comes with another status", async (code) => {
    for (const status of [400, 403, 500])
      expect(await rejection(callOn(vendorError(status, code), operation))).toMatchObject({
        name: "RomaApiError",
        status,
      });
    for (const status of [200, 202, 410])
      expect(await rejection(callOn(vendorError(status, code), operation))).toMatchObject({
        name: "RomaResponseError",
        status,
        outcome: "unknown",
      });
  });

  test.each<[what: string, listener: RequestListener]>([
    ["an empty one", (_, response) => response.writeHead(404).end()],
    ["a page", (_, response) => response.writeHead(404, { "Content-Type": "text/html" }).end("<h1>Not Found</h1>")],
    [
      "the vendor's error as text",
      (_, response) => response.writeHead(404).end(JSON.stringify({ error_code: documented[0] })),
    ],
    ["JSON of another kind", json(404, { code: documented[0], message: "not found" })],
    ["a code without a message", json(404, { error_code: documented[0] })],
    ["a code in a list", json(404, [{ error_code: documented[0], error_msg: "" }])],
  ])("is an error where a gateway answers with a 404 of its own: %s", async (_, listener) => {
    const error = await rejection(callOn(listener, operation));
    expect(error).toMatchObject({ name: "RomaResponseError", status: 404, outcome: "unknown" });
  });
});
