import { createServer as createTlsServer } from "node:tls";
import type { CaseSketch } from "./case.ts";
import { done, inTurn, json, replies, type Starter } from "./http-stage.ts";
import { casesOf } from "./plan.ts";
import { bytes, bytesAndEnd, bytesAndReset, head, onConnect } from "./raw-stage.ts";
import { selfSigned } from "./self-signed.ts";
import { deserted, OpenStage } from "./stage.ts";
import { failed, nothingSent, sentExactly } from "./verdicts.ts";

// Answers that break HTTP, and connections that break: none of it may pass for a success.

const plainly = "HTTP/1.1 204 No Content";
const notFound = "HTTP/1.1 404 Not Found";
const type = "Content-Type: application/json";
const error = '{"error_code":"APIG.3004","error_msg":"no such app"}';

const broken = { name: "RomaConnectionError", outcome: "unknown", attempts: 1 } as const;
const notSent = { name: "RomaConnectionError", outcome: "not-sent", attempts: 1 } as const;

const answers: readonly (readonly [id: string, what: string, on: Starter])[] = [
  ["garbage", "bytes that aren't HTTP", bytesAndEnd(Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 10, 10]))],
  ["http-0.9", "a page without a head", bytesAndEnd("<h1>It works!</h1>")],
  ["ssh", "an SSH server's banner", bytesAndEnd("SSH-2.0-OpenSSH_9.6\r\n")],
  ["smtp", "a mail server's greeting", bytesAndEnd("220 mail.example ESMTP\r\n204 fine\r\n\r\n")],
  ["lower-case", "a status line in lower case", bytesAndEnd(head("http/1.1 204 no content"))],
  ["http-2", "HTTP/2 in clear text", bytesAndEnd(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]))],
  ["http-9", "a version of HTTP that isn't one", bytesAndEnd(head("HTTP/9.9 204 No Content"))],
  ["status-20", "a status of two digits", bytesAndEnd(head("HTTP/1.1 20 OK"))],
  ["status-2040", "a status of four digits", bytesAndEnd(head("HTTP/1.1 2040 No Content"))],
  ["status-words", "a status of letters", bytesAndEnd(head("HTTP/1.1 OK 204"))],
  ["status-000", "a status of 000", bytesAndEnd(head("HTTP/1.1 000 ", "Content-Length: 0"))],
  [
    "upgrade",
    "a switch to another protocol",
    bytes(head("HTTP/1.1 101 Switching Protocols", "Upgrade: h2c", "Connection: Upgrade")),
  ],
  ["header-colon", "a header without a colon", bytesAndEnd(head(plainly, "nonsense"))],
  ["header-nul", "a header with a NUL in it", bytesAndEnd(head(plainly, "X-Header: a\0b"))],
  ["header-huge", "a header of 1 MiB", bytesAndEnd(head(plainly, `X-Header: ${"x".repeat(1024 * 1024)}`))],
  [
    "headers-many",
    "ten thousand headers",
    bytesAndEnd(head(plainly, ...Array.from({ length: 10_000 }, (_, i) => `X-${i}: ${i}`))),
  ],
  ["length-negative", "a negative length", bytesAndEnd(head(notFound, type, "Content-Length: -1"), error)],
  ["length-words", "a length of letters", bytesAndEnd(head(notFound, type, "Content-Length: many"), error)],
  [
    "length-twice",
    "two lengths that differ",
    bytesAndEnd(head(notFound, type, "Content-Length: 52", "Content-Length: 2"), error),
  ],
  [
    "length-and-chunks",
    "a length and chunks",
    bytesAndEnd(head(notFound, type, "Content-Length: 5", "Transfer-Encoding: chunked"), "0\r\n\r\n"),
  ],
  [
    "length-short",
    "a body that is shorter than announced",
    bytesAndEnd(head(notFound, type, "Content-Length: 900"), error),
  ],
  [
    "chunk-size",
    "a chunk whose size is no number",
    bytesAndEnd(head(notFound, type, "Transfer-Encoding: chunked"), "zz\r\n"),
  ],
  [
    "chunk-cut",
    "chunks without the last one",
    bytesAndEnd(head(notFound, type, "Transfer-Encoding: chunked"), `34\r\n${error}\r\n`),
  ],
  [
    "gzip-corrupt",
    "a body that only claims to be compressed",
    bytesAndEnd(head(notFound, type, "Content-Encoding: gzip", `Content-Length: ${error.length}`), error),
  ],
  ["reset-before", "a reset before the answer", inTurn("reset")],
  ["close-before", "an end before the answer", bytesAndEnd()],
  ["reset-in-status", "a reset in the status line", bytesAndReset("HTTP/1.1 20")],
  ["reset-in-headers", "a reset in the headers", bytesAndReset(`${plainly}\r\nX-Request-Id: 7`)],
  ["close-in-headers", "an end in the headers", bytesAndEnd(`${plainly}\r\nX-Request-Id: 7\r\n`)],
  ["reset-in-body", "a reset in the body", bytesAndReset(`${head(notFound, type, "Content-Length: 900")}{`)],
  [
    "only-hints",
    "early hints, and then nothing but the end",
    bytesAndEnd(head("HTTP/1.1 103 Early Hints", "Link: </a>")),
  ],
];

const sketches: readonly CaseSketch[] = [
  ...answers.map(([id, what, on]) => ({
    id: `broken-${id}`,
    title: `${what} is no success`,
    on,
    holds: [sentExactly(1), failed],
    ours: broken,
  })),
  {
    id: "broken-gzip-cut",
    title: "a compressed body that is cut is no success",
    on: bytesAndEnd(
      head(notFound, type, "Content-Encoding: gzip", "Content-Length: 10"),
      Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
    ),
    holds: [sentExactly(1), failed],
    // The runtime takes it for a whole body of nothing.
    ours: { name: "RomaResponseError", status: 404, reason: "empty-body", outcome: "unknown", attempts: 1 },
  },
  {
    id: "broken-status-999",
    title: "a status of 999, as some sites give to robots, is no success",
    on: bytesAndEnd(head("HTTP/1.1 999 Request denied", "Content-Length: 0")),
    holds: [sentExactly(1), failed],
    ours: { name: "RomaResponseError", status: 999, reason: "undocumented-status", outcome: "unknown", attempts: 1 },
  },
  {
    id: "broken-reset-on-connect",
    title: "a server that resets every connection at once is no success",
    on: onConnect((socket) => socket.resetAndDestroy()),
    holds: [failed],
    ours: broken,
  },
  {
    id: "broken-end-on-connect",
    title: "a server that closes every connection at once is no success",
    on: onConnect((socket) => void socket.end()),
    holds: [failed],
    ours: broken,
  },
  {
    id: "refused",
    title: "a refused connection is a failure",
    on: deserted,
    holds: [failed],
    ours: { ...notSent, says: "no connection came about: ECONNREFUSED; check the base URL" },
  },
  {
    id: "unresolvable",
    title: "a host that does not exist is a failure",
    on: deserted,
    baseUrl: () => "https://does-not-exist.invalid",
    holds: [failed],
    ours: notSent,
  },
  {
    id: "tls-to-plain",
    title: "TLS to a server that speaks plain HTTP is a failure, and nothing was sent",
    on: replies(done),
    baseUrl: ({ url }) => url.replace("http:", "https:"),
    holds: [nothingSent, failed],
    ours: notSent,
  },
  {
    id: "plain-to-tls",
    title: "plain HTTP to a server that speaks TLS is a failure",
    on: tls,
    baseUrl: ({ url }) => url.replace("https:", "http:"),
    holds: [failed],
    ours: broken,
  },
  {
    id: "tls-self-signed",
    title: "a server that nobody vouches for gets no request",
    on: tls,
    holds: [nothingSent, failed],
    ours: { ...notSent, says: "DEPTH_ZERO_SELF_SIGNED_CERT" },
  },
  {
    id: "tls-no-common-cipher",
    title: "a server without a certificate gets no request",
    on: withoutCertificate,
    holds: [nothingSent, failed],
    ours: notSent,
  },
];

export const brokenHttpCases = casesOf(1, sketches);

/** A server that would do anything for anybody, under a certificate of its own. */
async function tls() {
  const stage = new OpenStage();
  const server = createTlsServer(selfSigned, (socket) => {
    socket.on("error", () => {});
    socket.on("data", () => {
      stage.received.push({ at: "target", method: "DELETE", path: "", headers: json, body: "" });
      socket.write(head(plainly));
    });
  });
  server.on("tlsClientError", () => {});
  stage.url = `https://${await stage.open(server)}`;
  return stage;
}

async function withoutCertificate() {
  const stage = new OpenStage();
  const server = createTlsServer({});
  server.on("tlsClientError", () => {});
  stage.url = `https://${await stage.open(server)}`;
  return stage;
}
