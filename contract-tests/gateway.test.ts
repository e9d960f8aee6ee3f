import type { RequestListener, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { call, clientOf, rejection, token } from "./support/client.ts";
import { type HttpServer, startHttpServer } from "./support/http-server.ts";
import { pathWith, watchedFetch } from "./support/mock.ts";
import { describeGateway, type Nginx, startNginx } from "./support/nginx.ts";
import { operations, type SpecOperation } from "./support/spec.ts";
import { exampleInputs } from "./support/violations.ts";

// What a real gateway says and does in its own name, between the client and the API: nginx, whose pages so many
// gateways show. Nothing is retried here, so that each answer is seen as it is.

/** An operation with this method; which one it is doesn't matter here. */
function operationWith(method: string): SpecOperation {
  const found = operations.find((operation) => operation.method === method);
  if (!found) throw new Error(`the spec has no operation with ${method}`);
  return found;
}
const [post, put, remove] = [operationWith("POST"), operationWith("PUT"), operationWith("DELETE")];

/** A page of nginx's own, as one line of text. */
const page = (title: string, heading = `<h1>${title}</h1>`): string =>
  `<html> <head><title>${title}</title></head> ` +
  `<body> <center>${heading}</center> <hr><center>nginx</center> </body> </html>`;

/** An upstream that is down: a port could be somebody else's by the time that nginx asks, a missing file can't. */
const nobody = "proxy_pass http://unix:/nonexistent/upstream;";

/** Pages that nginx needs nobody for, each in a location of its own. */
const pages: [title: string, why: string, operation: SpecOperation, reason: string, directives: string][] = [
  ["403 Forbidden", "it denies the client", remove, "content-type", "deny all;"],
  ["404 Not Found", "it has no such file, and forwards nothing", post, "content-type", ""],
  ["404 Not Found", "it knows no such path", remove, "content-type", "return 404;"],
  ["405 Not Allowed", "it has files here, and forwards nothing", remove, "undocumented-status", ""],
  [
    "413 Request Entity Too Large",
    "the body is too large for it",
    put,
    "undocumented-status",
    `client_max_body_size 16; ${nobody}`,
  ],
  ["502 Bad Gateway", "the upstream is down", remove, "undocumented-status", nobody],
  ["503 Service Temporarily Unavailable", "it is closed for now", remove, "undocumented-status", "return 503;"],
];

describeGateway("its own answers", (program) => {
  let nginx: Nginx;
  /** Whom the gateway asks; each test says how it answers, if it is to be asked. */
  let upstream: HttpServer;
  let answer: RequestListener | undefined;
  const asked: (string | undefined)[] = [];

  beforeAll(async () => {
    upstream = await startHttpServer((request, response) => {
      asked.push(request.url);
      answer?.(request, response);
    });
    const proxy = `proxy_pass ${upstream.url};`;
    nginx = await startNginx(program, {
      http: "limit_req_zone $binary_remote_addr zone=calls:32k rate=1r/m;",
      server: `
        ${pages.map(([, , , , directives], index) => `location /page-${index}/ { ${directives} }`).join("\n")}
        location /proxy/ { ${proxy} }
        location /proxy-1.0/ { proxy_http_version 1.0; ${proxy} }
        location /proxy-1.1/ { proxy_http_version 1.1; ${proxy} }
        location /impatient/ { proxy_read_timeout 1ms; ${proxy} }
        location /limited/ { limit_req zone=calls; limit_req_status 429; ${proxy} }
        location /hang-up/ { return 444; }
        location /moved/ { return 301 ${upstream.url}$request_uri; }
        location /folder${pathWith(remove.path, exampleInputs(remove))}/ { ${proxy} }
      `,
    });
  });
  afterAll(async () => {
    await nginx?.close();
    await upstream.close();
  });
  beforeEach(() => {
    answer = undefined;
    asked.length = 0;
  });

  /** Calls an operation through one of the gateway's locations. */
  function callAt(location: string, operation: SpecOperation, auth = token) {
    const { fetch, exchanges } = watchedFetch();
    const client = clientOf(`${nginx.url}${location}`, { fetch, auth });
    const options = { maxRetries: 0, ignoreNotFound: true };
    return { result: call(client, operation.operationId, exampleInputs(operation), options), exchanges };
  }
  const errorAt = (...at: Parameters<typeof callAt>) => rejection(callAt(...at).result);

  const lost = ({ operationId }: SpecOperation, name: string) => ({
    name,
    operationId,
    outcome: "unknown",
    attempts: 1,
  });
  const answered = (operation: SpecOperation, status: number, reason: string, snippet: string) => ({
    ...lost(operation, "RomaResponseError"),
    status,
    reason,
    snippet,
  });

  describe("success is the documented status: no page of the gateway's is one, nor a thing gone", () => {
    for (const [index, [title, why, operation, reason]] of pages.entries()) {
      test(`${title}, ${operation.method}: ${why}`, async () => {
        const error = await errorAt(`/page-${index}`, operation);
        expect(error).toMatchObject(answered(operation, Number.parseInt(title, 10), reason, page(title)));
      });
    }

    test("400 Bad Request: the token is longer than the gateway's line, and is not shown", async () => {
      const long = token.repeat(1000);
      const error = await errorAt("/proxy", remove, long);
      const snippet = page("400 Request Header Or Cookie Too Large", "<h1>400 Bad Request</h1>").replace(
        "</center> <hr>",
        "</center> <center>Request Header Or Cookie Too Large</center> <hr>",
      );
      expect(error).toMatchObject(answered(remove, 400, "content-type", snippet));
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(token);
      expect(asked).toEqual([]);
    });

    test("429 Too Many Requests: the gateway limits the rate, and doesn't say when to come back", async () => {
      answer = (_, response) => response.writeHead(204).end();
      await expect(callAt("/limited", remove).result).resolves.toMatchObject({ outcome: "done" });
      const { result, exchanges } = callAt("/limited", remove);
      const error = await rejection(result);
      expect(error).toMatchObject(answered(remove, 429, "undocumented-status", page("429 Too Many Requests")));
      expect(exchanges[0]?.response.headers.has("Retry-After")).toBe(false);
      expect(asked).toHaveLength(1);
    });

    test("502 Bad Gateway: the upstream hangs up instead of answering", async () => {
      answer = (_, response) => response.destroy();
      const error = await errorAt("/proxy", remove);
      expect(error).toMatchObject(answered(remove, 502, "undocumented-status", page("502 Bad Gateway")));
      expect(asked).toHaveLength(1);
    });

    test("504 Gateway Time-out: the upstream is slow, and has the request", async () => {
      const arrived = new Promise<void>((resolve) => {
        answer = () => resolve();
      });
      const error = await errorAt("/impatient", post);
      expect(error).toMatchObject(answered(post, 504, "undocumented-status", page("504 Gateway Time-out")));
      await arrived;
    });
  });

  describe("a redirect of the gateway's is never followed", () => {
    test.each([
      ["to another host", "/moved"],
      ["to the path with a slash at its end", "/folder"],
    ])("%s", async (_, location) => {
      const { result, exchanges } = callAt(location, remove);
      expect(await rejection(result)).toMatchObject(answered(remove, 301, "redirect", ""));
      expect(exchanges.map(({ response }) => response.headers.get("Location"))).toEqual([
        expect.stringMatching(/^http/),
      ]);
      expect(asked).toEqual([]);
    });
  });

  describe("a connection that the gateway ends leaves the outcome unknown", () => {
    test("without an answer", async () => {
      const error = await errorAt("/hang-up", remove);
      expect(error).toMatchObject(lost(remove, "RomaConnectionError"));
      expect(String(error)).toContain("the connection failed before a whole answer came");
    });

    const json = { "Content-Type": "application/json" };
    const beginning = '{"error_code":"APIG.';
    const hangUp = (response: ServerResponse) => response.write(beginning, () => response.socket?.end());

    test.each([
      ["of a known length", "/proxy-1.0", { ...json, "Content-Length": 100 }],
      ["in chunks", "/proxy-1.1", json],
    ])("in the middle of a body %s, as the upstream did", async (_, location, headers) => {
      answer = (_, response) => hangUp(response.writeHead(404, headers));
      expect(await errorAt(location, remove)).toMatchObject(lost(remove, "RomaConnectionError"));
    });

    test("or passes half a body off as whole: to HTTP/1.0, the end of a connection is the end of a body", async () => {
      answer = (_, response) => hangUp(response.writeHead(404, json));
      expect(await errorAt("/proxy-1.0", remove)).toMatchObject(answered(remove, 404, "invalid-json", beginning));
    });
  });
});
