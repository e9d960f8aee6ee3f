import { gzipSync } from "node:zlib";
import type { CaseSketch } from "./case.ts";
import { apiError, type Exchange, html, http, httpAndElsewhere, json, plain } from "./http-stage.ts";
import { casesOf } from "./plan.ts";
import { head, raw } from "./raw-stage.ts";
import { failed, hidesToken, sentExactly, stayedHome } from "./verdicts.ts";

// Servers that say the credential back, in every place and encoding that a server can choose. Debugging proxies do.

const holds = [sentExactly(1), failed, hidesToken];
const unauthorized = { name: "RomaApiError", status: 401, outcome: "rejected", attempts: 1 } as const;
const offContract = { name: "RomaResponseError", outcome: "unknown", attempts: 1 } as const;

const sayError = ({ response }: Exchange, code: string, message: string, more: object = {}) =>
  response.writeHead(401, json).end(JSON.stringify({ error_code: code, error_msg: message, ...more }));

const escaped = (text: string, encode: (sign: string) => string) => text.replace(/[^0-9A-Za-z]/g, encode);
const hex = (sign: string) => sign.charCodeAt(0).toString(16);
const base64 = (text: string) => Buffer.from(text).toString("base64");

type Row = readonly [id: string, what: string, say: (exchange: Exchange) => void, ours: CaseSketch["ours"]];

const rows: readonly Row[] = [
  [
    "message",
    "in an error's message",
    (it) => sayError(it, "APIG.1002", `token ${it.token} is wrong`),
    { ...unauthorized, says: "token [redacted] is wrong" },
  ],
  ["code", "in an error's code", (it) => sayError(it, it.token, "wrong"), { ...unauthorized, code: "[redacted]" }],
  [
    "request-id-field",
    "in an error's request_id",
    (it) => sayError(it, "APIG.1002", "wrong", { request_id: it.token }),
    { ...unauthorized, requestId: "[redacted]" },
  ],
  [
    "other-field",
    "in a field that nobody asked for",
    (it) => sayError(it, "APIG.1002", "wrong", { debug: { headers: it.request.headers } }),
    unauthorized,
  ],
  ["field-name", "in the name of a field", (it) => sayError(it, "APIG.1002", "wrong", { [it.token]: 1 }), unauthorized],
  ["many", "again and again", (it) => sayError(it, "APIG.1002", `${it.token}${it.token} ${it.token}`), unauthorized],
  [
    "html",
    "in a page",
    ({ response, token }) => response.writeHead(403, html).end(`<b>${token}</b>`),
    { ...offContract, status: 403 },
  ],
  [
    "text",
    "in plain text",
    ({ response, token }) => response.writeHead(500, plain).end(`X-Auth-Token: ${token}`),
    { ...offContract, status: 500 },
  ],
  [
    "broken-json",
    "in broken JSON",
    ({ response, token }) => response.writeHead(401, json).end(`{"token":"${token}"`),
    { ...offContract, status: 401 },
  ],
  [
    "success",
    "in a body under status 200",
    ({ response, token }) => response.writeHead(200, json).end(`${token} is fine`),
    { ...offContract, status: 200 },
  ],
  [
    "gzip",
    "compressed",
    ({ response, token }) => response.writeHead(500, { ...plain, "Content-Encoding": "gzip" }).end(gzipSync(token)),
    { ...offContract, status: 500 },
  ],
  [
    "header",
    "in X-Request-Id",
    ({ response, token }) =>
      response.writeHead(404, { ...json, "X-Request-Id": `id-${token}` }).end(apiError(404, "APIG.3004").body),
    { name: "RomaApiError", status: 404, requestId: "id-[redacted]", outcome: "rejected" },
  ],
  [
    "header-off-contract",
    "in the X-Request-Id of a page",
    ({ response, token }) => response.writeHead(502, { ...html, "X-Request-Id": token }).end("<h1>Bad Gateway</h1>"),
    { ...offContract, status: 502, requestId: "[redacted]" },
  ],
  ["upper-case", "in capitals", (it) => sayError(it, "APIG.1002", it.token.toUpperCase()), unauthorized],
  [
    "json-slash",
    "with its slash escaped",
    ({ response, token }) => response.writeHead(401, json).end(`{"token":"${token.replaceAll("/", "\\/")}"}`),
    { ...offContract, status: 401 },
  ],
  [
    "json-unicode",
    "with its signs escaped as JSON can",
    ({ response, token }) => response.writeHead(401, plain).end(escaped(token, (sign) => `\\u00${hex(sign)}`)),
    { ...offContract, status: 401 },
  ],
  [
    "html-escaped",
    "in a page, escaped as pages are",
    ({ response, token }) => response.writeHead(403, html).end(escaped(token, (sign) => `&#x${hex(sign)};`)),
    { ...offContract, status: 403 },
  ],
  [
    "percent",
    "percent-encoded",
    (it) => sayError(it, "APIG.1002", `?token=${encodeURIComponent(it.token)}`),
    unauthorized,
  ],
  [
    "percent-lower",
    "percent-encoded in lower case",
    ({ response, token }) => response.writeHead(500, plain).end(escaped(token, (sign) => `%${hex(sign)}`)),
    { ...offContract, status: 500 },
  ],
  ["base64", "in base64", (it) => sayError(it, "APIG.1002", `got ${base64(it.token)}`), unauthorized],
  [
    "base64-inside",
    "in base64, in the middle of a header",
    (it) => sayError(it, "APIG.1002", base64(`X-Auth-Token: ${it.token}\r\n`)),
    unauthorized,
  ],
  [
    "base64url",
    "in base64 for URLs",
    ({ response, token }) => response.writeHead(500, plain).end(Buffer.from(token).toString("base64url")),
    { ...offContract, status: 500 },
  ],
  [
    "at-cut",
    "where the quotation is cut",
    ({ response, token }) => response.writeHead(500, plain).end(`${"x ".repeat(145)}${token} and more`),
    { ...offContract, status: 500 },
  ],
  [
    "at-limit",
    "where reading stops",
    ({ response, token }) => response.writeHead(500, plain).end(token.padStart(64 * 1024 + 5)),
    { ...offContract, status: 500, reason: "body-too-large" },
  ],
  [
    "pieces",
    "in two pieces",
    ({ response, token }) =>
      void response
        .writeHead(500, plain)
        .write(token.slice(0, 9), () => setImmediate(() => response.end(token.slice(9)))),
    { ...offContract, status: 500 },
  ],
  [
    "request",
    "with the whole request, as TRACE does",
    ({ request, response }) =>
      response.writeHead(500, plain).end(`${request.method} ${request.url}\r\n${request.rawHeaders.join("\r\n")}`),
    { ...offContract, status: 500 },
  ],
];

const sketches: readonly CaseSketch[] = [
  ...rows.map(([id, what, say, ours]) => ({
    id: `echo-${id}`,
    title: `a credential that the server says back ${what} is not shown`,
    on: http(say),
    holds,
    ours,
  })),
  {
    id: "echo-reason",
    title: "a credential in the reason phrase is not shown",
    on: raw(({ socket, stage }) => {
      socket.write(head(`HTTP/1.1 401 Bad token ${stage.received[0]?.headers["x-auth-token"]}`, "Content-Length: 0"));
    }),
    holds,
    ours: { ...offContract, status: 401, reason: "empty-body" },
  },
  {
    id: "echo-broken-header",
    title: "a credential in a header that can't be read is not shown",
    on: raw(({ socket, stage }) => {
      socket.write(head("HTTP/1.1 204 No Content", `X Echo ${stage.received[0]?.headers["x-auth-token"]}`));
    }),
    holds,
    ours: { name: "RomaConnectionError", outcome: "unknown" },
  },
  {
    id: "echo-location",
    title: "a credential in a redirect's Location is not shown, and goes nowhere",
    on: httpAndElsewhere(({ response, stage, token }) => {
      response.writeHead(302, { Location: `${stage.elsewhereUrl}/?t=${encodeURIComponent(token)}` }).end();
    }),
    holds: [stayedHome, ...holds],
    ours: { ...offContract, status: 302, reason: "redirect" },
  },
  {
    id: "echo-location-broken",
    title: "a credential in a Location that is no URL is not shown",
    on: http(({ response, token }) => response.writeHead(307, { Location: `http://[${token}` }).end()),
    holds: holds,
    ours: { ...offContract, status: 307, reason: "redirect" },
  },
];

export const echoCases = casesOf(4, sketches);
