import type { CaseSketch } from "./case.ts";
import { done, html, http, inTurn, json, replies, type Starter } from "./http-stage.ts";
import { casesOf, impatient, inputsOf, lessImpatient } from "./plan.ts";
import { bytes, drip, head, onConnect, raw } from "./raw-stage.ts";
import { note } from "./stage.ts";
import { failed, nothingSent, sentExactly, succeeded } from "./verdicts.ts";

// Servers that take their time, all of it; and callers' functions that do.

const notFound = "HTTP/1.1 404 Not Found";
const type = "Content-Type: application/json";
const timedOut = { name: "RomaTimeoutError", outcome: "unknown", attempts: 1 } as const;

const stalls: readonly (readonly [id: string, what: string, on: Starter])[] = [
  ["silence", "a server that never answers", inTurn("stall")],
  ["status-line", "an answer that stops in its status line", bytes("HTTP/1.1 2")],
  ["headers", "headers that stop", bytes("HTTP/1.1 204 No Content\r\nX-Request-Id: 7\r\n")],
  ["header-drip", "a header that comes sign by sign, without end", drip("HTTP/1.1 204 No Content\r\nX-Padding: ", "x")],
  [
    "headers-drip",
    "headers that come one by one, without end",
    drip("HTTP/1.1 204 No Content\r\n", "X-Padding: x\r\n"),
  ],
  ["hint-drip", "early hints without end", drip("", "HTTP/1.1 103 Early Hints\r\n\r\n")],
  ["body", "an error body that never comes", bytes(head(notFound, type, "Content-Length: 52"))],
  ["body-half", "an error body that stops", bytes(head(notFound, type, "Content-Length: 52"), '{"error_code":')],
  [
    "body-short",
    "an error body that is one byte short",
    bytes(head(notFound, type, "Content-Length: 53"), '{"error_code":"APIG.3004","error_msg":"no such app"}'),
  ],
  ["body-drip", "an error body that comes byte by byte, without end", drip(head(notFound, type), " ")],
  [
    "chunk-drip",
    "chunks of one byte, without end",
    drip(head(notFound, type, "Transfer-Encoding: chunked"), "1\r\n \r\n"),
  ],
  [
    "chunk-last",
    "chunks whose last one never comes",
    bytes(head(notFound, type, "Transfer-Encoding: chunked"), "2\r\n{}\r\n"),
  ],
  ["chunk-size", "a chunk whose size never ends", drip(head(notFound, type, "Transfer-Encoding: chunked"), "0")],
  [
    "gzip-half",
    "a compressed body that stops in its head",
    bytes(head(notFound, type, "Content-Encoding: gzip"), Buffer.from([0x1f, 0x8b, 8])),
  ],
  [
    "page-drip",
    "a 502 page that never ends",
    drip(head("HTTP/1.1 502 Bad Gateway", "Content-Type: text/html"), "<br>"),
  ],
];

const never = () => new Promise<never>(() => {});

const sketches: readonly CaseSketch[] = [
  ...stalls.map(([id, what, on]) => ({
    id: `stall-${id}`,
    title: `${what} does not hold the call up`,
    on,
    ...impatient,
    holds: [sentExactly(1), failed],
    ours: timedOut,
    hangsUp: true,
  })),
  {
    id: "stall-login-drip",
    title: "a login page with status 200 that never ends does not hold the call up",
    on: drip(head("HTTP/1.1 200 OK", "Content-Type: text/html"), "<br>"),
    ...lessImpatient,
    holds: [sentExactly(1), failed],
    ours: timedOut,
    hangsUp: true,
  },
  {
    id: "stall-accept-only",
    title: "a server that accepts and reads nothing does not hold the call up",
    // So it never reads that the client has hung up, either.
    on: onConnect((socket) => socket.pause()),
    ...impatient,
    holds: [failed],
    ours: timedOut,
  },
  {
    id: "stall-put",
    title: "a server that never answers a PUT does not hold the call up",
    operationId: "detachApiFromPlugin",
    inputs: inputsOf("detachApiFromPlugin"),
    on: inTurn("stall"),
    ...impatient,
    holds: [sentExactly(1), failed],
    ours: timedOut,
    hangsUp: true,
  },
  {
    id: "stall-tls",
    title: "a TLS handshake that never ends does not hold the call up",
    // The runtime goes on with the handshake for ten seconds of its own, so the server doesn't see the client hang up.
    on: onConnect((socket) => void socket.resume(), "https"),
    ...impatient,
    holds: [failed],
    ours: timedOut,
  },
  {
    id: "stall-redirect-body",
    title: "a redirect whose body never ends does not hold the call up",
    on: drip(head("HTTP/1.1 307 Temporary Redirect", "Location: /elsewhere", "Content-Type: text/html"), "<br>"),
    ...lessImpatient,
    holds: [sentExactly(1), failed],
    ours: { name: "RomaResponseError", reason: "redirect", outcome: "unknown", attempts: 1 },
    hangsUp: true,
  },
  {
    id: "stall-after-204",
    title: "a server that goes on after its 204 does not hold the call up",
    on: drip(head("HTTP/1.1 204 No Content", "Content-Length: 900", type), "{"),
    ...lessImpatient,
    holds: [sentExactly(1), succeeded],
    ours: { outcome: "done", status: 204, attempts: 1 },
    hangsUp: true,
  },
  {
    id: "stall-token",
    title: "a token function that never answers does not hold the call up",
    on: replies(done),
    token: never,
    ...impatient,
    holds: [nothingSent, failed],
    ours: { name: "RomaCredentialsError", outcome: "not-sent", attempts: 0 },
  },
  {
    id: "stall-fetch",
    title: "a custom `fetch` that never answers, and heeds no signal, does not hold the call up",
    on: replies(done),
    fetch: (stage) => (request) => {
      note(stage, "target", request);
      return never();
    },
    ...impatient,
    holds: [sentExactly(1), failed],
    ours: timedOut,
  },
  {
    id: "stall-fetch-body",
    title: "a custom `fetch` whose error body never ends, and heeds no signal, does not hold the call up",
    on: replies(done),
    fetch: (stage) => async (request) => {
      note(stage, "target", request);
      return new Response(new ReadableStream(), { status: 404, headers: json });
    },
    ...impatient,
    holds: [sentExactly(1), failed],
    ours: timedOut,
  },
  {
    id: "slow-but-whole",
    title: "a slow answer that comes to its end is an answer",
    on: http(({ response }) => {
      response.writeHead(502, html);
      let left = 20;
      const next = () => (left-- > 0 ? response.write("<br>", () => setImmediate(next)) : response.end());
      next();
    }),
    holds: [sentExactly(1), failed],
    ours: { name: "RomaResponseError", status: 502, reason: "undocumented-status", outcome: "unknown", attempts: 1 },
  },
  {
    id: "pipelined-flood",
    title: "answers without end to one request do not keep the connection open",
    on: raw(({ socket }) => {
      const timer = setInterval(() => socket.write(head("HTTP/1.1 204 No Content")), 20);
      socket.once("close", () => clearInterval(timer));
    }),
    ...lessImpatient,
    holds: [sentExactly(1), succeeded],
    ours: { outcome: "done", status: 204, attempts: 1 },
    hangsUp: true,
  },
];

export const stallCases = casesOf(5, sketches);
