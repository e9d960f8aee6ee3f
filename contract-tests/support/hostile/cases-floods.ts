import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { CaseSketch } from "./case.ts";
import { answer, json, type Starter } from "./http-stage.ts";
import { casesOf, impatient, lessImpatient } from "./plan.ts";
import { flood, head } from "./raw-stage.ts";
import { failed, keptLittle, sentExactly, tookLittle } from "./verdicts.ts";

// Answers that are too much: without end, or small on the wire and huge once they are unpacked.

const type = "Content-Type: application/json";
const piece = " ".repeat(64 * 1024);
const chunk = `10000\r\n${piece}\r\n`;
const tooLarge = { name: "RomaResponseError", reason: "body-too-large", outcome: "unknown", attempts: 1 } as const;

const floods: readonly (readonly [id: string, what: string, on: Starter, ours: CaseSketch["ours"]])[] = [
  [
    "404",
    "an error body without end",
    flood(head("HTTP/1.1 404 Not Found", type), piece),
    { ...tooLarge, status: 404 },
  ],
  [
    "chunked",
    "an error body without end, in chunks",
    flood(head("HTTP/1.1 500 Oops", type, "Transfer-Encoding: chunked"), chunk),
    { ...tooLarge, status: 500 },
  ],
  [
    "announced",
    "an error body that announces a terabyte",
    flood(head("HTTP/1.1 403 Forbidden", type, "Content-Length: 1099511627776"), piece),
    { ...tooLarge, status: 403 },
  ],
  [
    "502",
    "a proxy's page without end",
    flood(head("HTTP/1.1 502 Bad Gateway", "Content-Type: text/html"), piece),
    { ...tooLarge, status: 502, reason: "undocumented-status" },
  ],
  [
    "200",
    "a download without end under status 200",
    flood(head("HTTP/1.1 200 OK", "Content-Type: application/octet-stream"), piece),
    { ...tooLarge, status: 200, reason: "undocumented-status" },
  ],
  [
    "302",
    "a redirect with a page without end",
    flood(head("HTTP/1.1 302 Found", "Location: /elsewhere", "Content-Type: text/html"), piece),
    { ...tooLarge, status: 302, reason: "redirect" },
  ],
  [
    "headers",
    "headers without end",
    flood("HTTP/1.1 404 Not Found\r\n", `X-Padding: ${piece.replaceAll(" ", "x")}\r\n`),
    { name: "RomaConnectionError", outcome: "unknown", attempts: 1 },
  ],
];

/** Enough to tell whoever keeps it; more would only hold up the cases beside it. */
const bombMegabytes = 8;
const megabyte = Buffer.alloc(1024 * 1024, " ");
const whole = Buffer.alloc(bombMegabytes * megabyte.length, " ");

/** Made once it is needed, and once only. */
function packed(pack: () => Buffer): () => Buffer {
  let bomb: Buffer | undefined;
  return () => (bomb ??= pack());
}

const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };
const gzip = packed(() => Buffer.concat(Array<Buffer>(bombMegabytes).fill(gzipSync(megabyte))));
const bombs: readonly (readonly [id: string, what: string, encoding: string, pack: () => Buffer])[] = [
  ["gzip", "a gzip bomb", "gzip", gzip],
  ["deflate", "a deflate bomb", "deflate", packed(() => deflateSync(whole))],
  ["deflate-raw", "a deflate bomb without a head", "deflate", packed(() => deflateRawSync(whole))],
  ["brotli", "a Brotli bomb", "br", packed(() => brotliCompressSync(whole, quick))],
  ["twice", "a bomb in a bomb", "gzip, gzip", packed(() => gzipSync(gzip()))],
];

const sketches: readonly CaseSketch[] = [
  ...floods.map(([id, what, on, ours]) => ({
    id: `flood-${id}`,
    title: `${what} is let go`,
    on,
    ...lessImpatient,
    holds: [sentExactly(1), failed, tookLittle],
    ours,
    hangsUp: true,
  })),
  ...bombs.map(([id, what, encoding, pack]) => ({
    id: `bomb-${id}`,
    title: `${what} is let go`,
    on: async () => answer(404, { ...json, "Content-Encoding": encoding }, pack())(),
    holds: [sentExactly(1), failed, keptLittle],
    ours: { ...tooLarge, status: 404 },
  })),
  {
    id: "flood-hints",
    title: "early hints without end, as fast as they come, do not hold the call up",
    on: flood("", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(2_000)),
    ...impatient,
    holds: [sentExactly(1), failed],
    ours: { name: "RomaTimeoutError", outcome: "unknown", attempts: 1 },
    hangsUp: true,
  },
  {
    id: "bomb-under-503",
    title: "a bomb under an undocumented status is let go",
    on: async () => answer(503, { ...json, "Content-Encoding": "gzip" }, gzip())(),
    holds: [sentExactly(1), failed, keptLittle],
    ours: { ...tooLarge, status: 503, reason: "undocumented-status" },
  },
  {
    id: "large-but-whole",
    title: "an error body of just 64 KiB is read",
    on: answer(404, json, '{"error_code":"APIG.3004","error_msg":"?"}'.padEnd(64 * 1024)),
    holds: [sentExactly(1), failed],
    ours: { name: "RomaApiError", code: "APIG.3004", status: 404, outcome: "rejected", attempts: 1 },
  },
  {
    id: "one-too-large",
    title: "an error body of 64 KiB and one byte is not",
    on: answer(404, json, '{"error_code":"APIG.3004","error_msg":"?"}'.padEnd(64 * 1024 + 1)),
    holds: [sentExactly(1), failed],
    ours: { ...tooLarge, status: 404 },
  },
];

export const floodCases = casesOf(5, sketches);
