import type { IncomingMessage, RequestListener } from "node:http";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { type AttemptEvent, createRomaClient, type LogFields } from "../../src/index.ts";
import { canary, everythingOf, findCanary } from "../support/canary.ts";
import { call, clientOf, rejection } from "../support/client.ts";
import { type HttpServer, startHttpServer } from "../support/http-server.ts";
import { operations } from "../support/spec.ts";
import { exampleInputs } from "../support/violations.ts";

// Besides what stands here, every error of the whole test run is searched for the credential: see support/watch-errors.ts.

// The first operation stands for all of them where nothing depends on which it is.
const [[operationId, inputs] = ["", {}]] = operations.map(
  (operation) => [operation.operationId, exampleInputs(operation)] as const,
);

const servers: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = await startHttpServer(listener);
  servers.push(server);
  return server.url;
}

const encodings: Record<string, (text: string) => string> = {
  "as it is": (text) => text,
  "percent-encoded": encodeURIComponent,
  "escaped as JSON": (text) => text.replaceAll("/", "\\/").replaceAll("+", "\\u002b"),
  "escaped as HTML": (text) => text.replaceAll("/", "&#x2F;").replaceAll("+", "&#43;"),
  "in base64": (text) => Buffer.from(text).toString("base64"),
  "in base64 of a whole header": (text) => Buffer.from(`X-Auth-Token: ${text}\r\n`).toString("base64"),
  "in base64 for URLs": (text) => Buffer.from(`t=${text}`).toString("base64url"),
};

const json = { "Content-Type": "application/json" };
const error = (code: string, message: string, more = "") => `{"error_code":"${code}","error_msg":"${message}"${more}}`;
type Echo = (echo: string) => [status: number, headers: Record<string, string>, body: string];
const places: Record<string, Echo> = {
  "in the vendor's message": (echo) => [401, json, error("APIG.1002", `${echo} is wrong`)],
  "in the vendor's code": (echo) => [403, json, error(echo, "no")],
  "in the body's request id": (echo) => [404, json, error("APIG.3004", "no", `,"request_id":"${echo}"`)],
  "in the header's request id": (echo) => [500, { ...json, "X-Request-Id": echo }, error("APIG.9999", "no")],
  "in a gateway's page": (echo) => [502, { "Content-Type": "text/html" }, `<p>${echo}</p>`],
  "in broken JSON": (echo) => [400, json, `{"error_code":"${echo}`],
  "in a body that is not the vendor's": (echo) => [400, json, `["${echo}"]`],
  "in a redirect": (echo) => [302, { Location: `/${encodeURIComponent(echo)}` }, echo],
  "in a status that nobody documents": (echo) => [200, { "Content-Type": "text/plain" }, echo],
  "in a body's 64 KiB and more": (echo) => [500, json, `${echo} `.repeat(70_000 / echo.length)],
};

/** A client that writes down all that it says, and what it said by the end of a call that failed. */
async function sayingsOf(baseUrl: string, operationId: string, inputs: object): Promise<unknown[]> {
  const said: unknown[] = [];
  const log = (message: string, fields: LogFields) => void said.push(message, fields);
  const client = clientOf(baseUrl, {
    maxRetries: 1,
    logger: { debug: log, info: log, warn: log, error: log },
    onAttempt: (event) => void said.push(event),
  });
  said.push(await rejection(call(client, operationId, inputs)), client, client.http);
  return said;
}

describe("a server that echoes it", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const cases = Object.keys(places).flatMap((place) => Object.keys(encodings).map((encoding) => [place, encoding]));

  test.each(cases)("%s, %s, gets it into no error, log line, event or client", async (place = "", encoding = "") => {
    jest.spyOn(Math, "random").mockReturnValue(0); // no pauses
    let received = 0;
    const url = await serve((request, response) => {
      const token = String(request.headers["x-auth-token"]);
      if (token === canary) received++;
      const [status, headers, body] = places[place]?.(encodings[encoding]?.(token) ?? "") ?? [204, {}, ""];
      response.writeHead(status, headers).end(body);
    });
    for (const operation of operations) {
      const said = await sayingsOf(url, operation.operationId, exampleInputs(operation));
      expect(said.map(everythingOf).map(findCanary)).toEqual(said.map(() => undefined));
    }
    expect(received).toBeGreaterThanOrEqual(operations.length); // it did get it, and so could echo it
  });
});

test("a log line has these fields and no others", async () => {
  const url = await serve((_, response) => response.writeHead(404, json).end(error("APIG.3004", "no")));
  const said = await sayingsOf(url, operationId, inputs);
  const objects = said.slice(0, -3).filter((thing): thing is AttemptEvent => typeof thing === "object");
  const begin = ["attempt", "method", "operationId", "path"];
  const end = [...begin, "durationMs", "outcome", "retryInMs", "status"].sort();
  expect(objects.map((fields) => Object.keys(fields).sort())).toEqual([begin, end, end]);
  const ids = Object.values(inputs).filter((value) => typeof value === "string");
  for (const id of ids) expect(JSON.stringify(objects)).not.toContain(id);
});

describe("it goes to the configured origin alone", () => {
  test("in its own header, and nowhere else in the request", async () => {
    const requests: IncomingMessage[] = [];
    const url = await serve((request, response) => {
      requests.push(request);
      response.writeHead(204).end();
    });
    await call(clientOf(url), operationId, inputs);
    expect(requests).toHaveLength(1);
    const { "x-auth-token": token, ...others } = requests[0]?.headers ?? {};
    expect(token).toBe(canary);
    expect(findCanary(`${requests[0]?.url} ${JSON.stringify(others)}`)).toBeUndefined();
  });

  test.each([301, 302, 303, 307, 308])("also where a %i points elsewhere", async (status) => {
    const visits: string[] = [];
    const elsewhere = await serve((request, response) => {
      visits.push(JSON.stringify(request.headers));
      response.writeHead(204).end();
    });
    const url = await serve((_, response) => response.writeHead(status, { Location: elsewhere }).end());
    await rejection(call(clientOf(url), operationId, inputs));
    expect(visits).toEqual([]);
  });

  test.each(["http://roma.example.com", "http://127.0.0.1.example.com", "http://192.168.0.1", "ftp://localhost"])(
    "never in clear text across a network: %s",
    (baseUrl) => {
      expect(() => clientOf(baseUrl)).toThrow(
        expect.objectContaining({ name: "RomaInputError", parameter: "baseUrl" }),
      );
    },
  );

  test("and where a proxy turns TLS into something else, the handshake fails before it is sent", async () => {
    const received: string[] = [];
    const url = await serve((request) => void received.push(JSON.stringify(request.headers)));
    const error = await rejection(
      call(clientOf(url.replace("http:", "https:"), { maxRetries: 0 }), operationId, inputs),
    );
    expect(error).toMatchObject({ name: "RomaConnectionError" });
    expect(received).toEqual([]);
  });
});

describe("a token that is no legal header value is refused without being quoted", () => {
  test.each([
    ["a line break at its end", `${canary}\n`],
    ["a header of its own", `${canary}\r\nX-Evil: 1`],
    ["a NUL", `${canary}\0`],
    ["a space before", ` ${canary}`],
    ["letters beyond ASCII", `${canary}é`],
  ])("%s", async (_, auth) => {
    let requests = 0;
    const url = await serve(() => requests++);
    for (const given of [auth, () => auth, async () => auth]) {
      const client = createRomaClient({ baseUrl: url, auth: given });
      const error = await rejection(call(client, operationId, inputs));
      expect(error).toMatchObject({ name: "RomaCredentialsError", outcome: "not-sent", attempts: 0 });
      expect(findCanary(everythingOf(error))).toBeUndefined();
    }
    expect(requests).toBe(0);
  });
});

test("a connection that breaks leaves nothing of it in the error's cause", async () => {
  const url = await serve((request) => request.socket.destroy());
  for (const operation of operations) {
    const error = await rejection(
      call(clientOf(url, { maxRetries: 0 }), operation.operationId, exampleInputs(operation)),
    );
    expect(error).toMatchObject({ name: "RomaConnectionError", cause: expect.anything() });
    expect(findCanary(everythingOf(error))).toBeUndefined();
  }
});

test("nor does an abort, whose reason is the caller's own", async () => {
  const server = await startHttpServer(() => controller.abort(new Error("enough")));
  const controller = new AbortController();
  const { signal } = controller;
  const error = await rejection(call(clientOf(server.url), operationId, inputs, { signal }));
  expect(error).toMatchObject({ name: "RomaAbortError" });
  expect(findCanary(everythingOf(error))).toBeUndefined();
  await server.close();
});
