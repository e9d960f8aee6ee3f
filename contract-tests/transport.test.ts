import type { RequestListener, ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { CallOptions } from "../src/index.ts";
import { call, clientOf, rejection, token } from "./support/client.ts";
import { type HttpServer, startHttpServer } from "./support/http-server.ts";
import { operations } from "./support/spec.ts";
import { exampleInputs } from "./support/violations.ts";

// What a real server, gateway or network can do to a call, over real sockets. The first operation stands for all: none of
// this depends on which one it is.

const [operation] = operations;
if (!operation) throw new Error("the spec has no operations");
const { operationId } = operation;
const inputs = exampleInputs(operation);

const servers: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(listener: RequestListener): Promise<HttpServer> {
  const server = await startHttpServer(listener);
  servers.push(server);
  return server;
}

/** Calls the operation on a server of its own, and returns the error that it must end with. */
async function errorFrom(listener: RequestListener, options: CallOptions = {}): Promise<unknown> {
  const server = await serve(listener);
  return rejection(call(clientOf(server.url), operationId, inputs, { maxRetries: 0, ...options }));
}

describe("success is the documented status and nothing else", () => {
  const json = { "Content-Type": "application/json" };
  const cases: [what: string, status: number, headers: Record<string, string>, body: string, reason: string][] = [
    ["an empty 500", 500, {}, "", "empty-body"],
    ["a 500 whose body is null", 500, json, "null", "error-body"],
    ["a 404 whose body is 0", 404, json, "0", "error-body"],
    ["a login page with status 200", 200, { "Content-Type": "text/html" }, "<h1>Log in</h1>", "undocumented-status"],
    ["a 202", 202, json, "{}", "undocumented-status"],
    ["a 304", 304, {}, "", "undocumented-status"],
    ["a proxy's 502 page", 502, { "Content-Type": "text/html" }, "<h1>Bad Gateway</h1>", "undocumented-status"],
    ["a gateway's 404 page", 404, { "Content-Type": "text/html" }, "<h1>Not Found</h1>", "content-type"],
    ["a truncated error", 404, json, '{"error_code":"APIG.30', "invalid-json"],
    ["an error without its message", 404, json, '{"error_code":"APIG.3004"}', "error-body"],
    ["an error with a code that is no text", 404, json, '{"error_code":3004,"error_msg":"?"}', "error-body"],
  ];
  test.each(cases)("%s is an error of unknown outcome", async (_, status, headers, body, reason) => {
    const error = await errorFrom((_, response) => response.writeHead(status, headers).end(body));
    expect(error).toMatchObject({
      name: "RomaResponseError",
      operationId,
      status,
      reason,
      outcome: "unknown",
      attempts: 1,
    });
  });
});

describe("everything ends", () => {
  const drip = (response: ServerResponse) => response.writeHead(404, { "Content-Type": "application/json" }).write("{");

  test("a server that never answers ends with the timeout", async () => {
    const error = await errorFrom(() => {}, { timeoutMs: 50 });
    expect(error).toMatchObject({ name: "RomaTimeoutError", timeoutMs: 50, outcome: "unknown", attempts: 1 });
  });

  test("a body that never ends ends with the timeout", async () => {
    const error = await errorFrom((_, response) => drip(response), { timeoutMs: 50 });
    expect(error).toMatchObject({ name: "RomaTimeoutError", timeoutMs: 50, outcome: "unknown" });
  });

  test("the caller's signal ends a call in the middle of the body", async () => {
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const error = await errorFrom(
      (_, response) => {
        drip(response);
        controller.abort(reason);
      },
      { signal: controller.signal },
    );
    expect(error).toMatchObject({ name: "RomaAbortError", outcome: "unknown", attempts: 1, cause: reason });
  });

  test("a flood is read to 64 KiB and then let go: the connection is closed", async () => {
    let closed: Promise<unknown> | undefined;
    const error = await errorFrom((request, response) => {
      closed = new Promise((resolve) => request.socket.on("close", resolve));
      response.writeHead(500, { "Content-Type": "application/json" });
      const flood = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", flood);
      flood();
    });
    expect(error).toMatchObject({ name: "RomaResponseError", reason: "body-too-large", outcome: "unknown" });
    await closed;
  });
});

describe("no answer", () => {
  test("a refused connection was not sent", async () => {
    const server = await startHttpServer(() => {});
    await server.close();
    const error = await rejection(call(clientOf(server.url), operationId, inputs, { maxRetries: 0 }));
    expect(error).toMatchObject({ name: "RomaConnectionError", outcome: "not-sent", attempts: 1 });
    expect(String(error)).toContain("no connection came about: ECONNREFUSED; check the base URL");
  });

  test.each([
    ["before the headers", (response: ServerResponse) => response.destroy()],
    [
      "in the middle of the body",
      (response: ServerResponse) => {
        response.writeHead(404, { "Content-Type": "application/json", "Content-Length": "100" });
        response.write("{", () => response.destroy());
      },
    ],
  ])("a connection that breaks %s leaves the outcome unknown", async (_, breakOff) => {
    const error = await errorFrom((_, response) => void breakOff(response));
    expect(error).toMatchObject({ name: "RomaConnectionError", outcome: "unknown", attempts: 1 });
  });
});

test("a server that echoes the token does not get it into an error", async () => {
  const error = await errorFrom((request, response) => {
    const message = `token ${request.headers["x-auth-token"]} is wrong`;
    response.writeHead(401, { "Content-Type": "application/json", "X-Request-Id": token });
    response.end(JSON.stringify({ error_code: "APIG.1002", error_msg: message }));
  });
  expect(error).toMatchObject({ name: "RomaApiError", code: "APIG.1002", requestId: "[redacted]" });
  expect(String(error)).toContain("token [redacted] is wrong");
  expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(token);
});
