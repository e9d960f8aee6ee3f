import { gzipSync } from "node:zlib";
import type { CaseSketch } from "./case.ts";
import { answer, apiError, html, json, plain, replies } from "./http-stage.ts";
import { casesOf, inputsOf } from "./plan.ts";
import { bytes, head } from "./raw-stage.ts";
import { failed, sentExactly } from "./verdicts.ts";

// Documented error statuses with bodies that aren't the vendor's, and with bodies that are, in unusual clothes.

const documented = '{"error_code":"APIG.3004","error_msg":"App 7 does not exist"}';

type Body = string | Buffer;
type Row = readonly [
  id: string,
  what: string,
  status: number,
  headers: Record<string, string>,
  body: Body,
  reason: string,
];

const rows: readonly Row[] = [
  ["empty-500", "an empty 500", 500, {}, "", "empty-body"],
  ["empty-404", "an empty 404", 404, json, "", "empty-body"],
  ["blank-400", "a 400 of blanks", 400, json, " \r\n\t ", "invalid-json"],
  ["null-500", "a 500 whose body is null", 500, json, "null", "error-body"],
  ["zero-404", "a 404 whose body is 0", 404, json, "0", "error-body"],
  ["false-403", "a 403 whose body is false", 403, json, "false", "error-body"],
  ["empty-string-401", "a 401 whose body is an empty text", 401, json, '""', "error-body"],
  ["empty-array-500", "a 500 whose body is an empty list", 500, json, "[]", "error-body"],
  ["empty-object-400", "a 400 whose body is an empty object", 400, json, "{}", "error-body"],
  ["array-404", "an error inside a list", 404, json, `[${documented}]`, "error-body"],
  ["nested-404", "an error inside an object", 404, json, `{"error":${documented}}`, "error-body"],
  ["no-message-404", "an error without its message", 404, json, '{"error_code":"APIG.3004"}', "error-body"],
  [
    "null-message-404",
    "an error whose message is null",
    404,
    json,
    '{"error_code":"APIG.3004","error_msg":null}',
    "error-body",
  ],
  ["no-code-404", "an error without its code", 404, json, '{"error_msg":"App 7 does not exist"}', "error-body"],
  ["empty-code-404", "an error whose code is empty", 404, json, '{"error_code":"","error_msg":"?"}', "error-body"],
  [
    "number-code-404",
    "an error whose code is a number",
    404,
    json,
    '{"error_code":3004,"error_msg":"?"}',
    "error-body",
  ],
  [
    "array-code-404",
    "an error whose code is a list",
    404,
    json,
    '{"error_code":["APIG.3004"],"error_msg":"?"}',
    "error-body",
  ],
  ["proto-404", "an error behind `__proto__`", 404, json, `{"__proto__":${documented}}`, "error-body"],
  ["truncated-404", "a truncated error", 404, json, '{"error_code":"APIG.30', "invalid-json"],
  ["two-values-404", "two JSON values in a row", 404, json, `${documented}\n${documented}`, "invalid-json"],
  [
    "single-quotes-404",
    "JSON in single quotes",
    404,
    json,
    "{'error_code':'APIG.3004','error_msg':'?'}",
    "invalid-json",
  ],
  ["jsonp-404", "JSON behind a guard against inclusion", 404, json, `)]}',\n${documented}`, "invalid-json"],
  ["html-as-json-404", "HTML that claims to be JSON", 404, json, "<h1>Not Found</h1>", "invalid-json"],
  [
    "utf16-400",
    "JSON in UTF-16",
    400,
    { "Content-Type": "application/json; charset=utf-16le" },
    Buffer.from(documented, "utf16le"),
    "invalid-json",
  ],
  [
    "binary-500",
    "bytes that are no text at all",
    500,
    json,
    Buffer.from([0xff, 0xfe, 0x00, 0xc0, 0x80]),
    "invalid-json",
  ],
  ["nested-deep-500", "JSON of 20 000 brackets", 500, json, "[".repeat(20_000), "invalid-json"],
  ["html-404", "a gateway's 404 page", 404, html, "<h1>Not Found</h1>", "content-type"],
  [
    "html-500",
    "a servlet container's stack trace",
    500,
    html,
    "<pre>java.lang.NullPointerException</pre>",
    "content-type",
  ],
  ["text-403", "a firewall's 403 in plain text", 403, plain, "Access denied by policy", "content-type"],
  ["json-as-text-404", "the vendor's error, declared as text", 404, plain, documented, "content-type"],
  ["json-undeclared-404", "the vendor's error, declared as nothing", 404, {}, documented, "content-type"],
  ["problem-404", "problem details", 404, { "Content-Type": "application/problem+json" }, documented, "content-type"],
  [
    "xml-403",
    "an object store's XML",
    403,
    { "Content-Type": "application/xml" },
    "<Error><Code>AccessDenied</Code></Error>",
    "content-type",
  ],
];

const offContract = rows.map(([id, what, status, headers, body, reason]): CaseSketch => {
  return {
    id: `body-${id}`,
    title: `${what} is an error`,
    on: answer(status, headers, body),
    holds: [sentExactly(1), failed],
    ours: { name: "RomaResponseError", status, reason, outcome: "unknown", attempts: 1 },
  };
});

const rejected = { name: "RomaApiError", outcome: "rejected", attempts: 1, status: 404, code: "APIG.3004" } as const;

const inContract: readonly CaseSketch[] = [
  {
    id: "body-documented-404",
    title: "a documented error is a failure",
    on: replies(apiError(404, "APIG.3004")),
    holds: [sentExactly(1), failed],
    ours: rejected,
  },
  {
    id: "body-documented-500",
    title: "a documented system error is a failure",
    on: replies(apiError(500, "APIG.9999")),
    holds: [sentExactly(1), failed],
    ours: { ...rejected, outcome: "unknown", status: 500, code: "APIG.9999" },
  },
  {
    id: "body-charset-404",
    title: "a media type in capitals, with a charset, changes nothing",
    on: answer(404, { "Content-Type": "Application/JSON ; charset=utf-8" }, documented),
    holds: [sentExactly(1), failed],
    ours: rejected,
  },
  {
    id: "body-bom-404",
    title: "a byte order mark changes nothing",
    on: answer(404, json, `\ufeff${documented}`),
    holds: [sentExactly(1), failed],
    ours: rejected,
  },
  {
    id: "body-gzip-404",
    title: "compression changes nothing",
    on: answer(404, { ...json, "Content-Encoding": "gzip" }, gzipSync(documented)),
    holds: [sentExactly(1), failed],
    ours: rejected,
  },
  {
    id: "body-two-types-404",
    title: "with two content types, nobody knows which one is true",
    on: bytes(
      head(
        "HTTP/1.1 404 Not Found",
        "Content-Type: application/json",
        "Content-Type: text/html",
        `Content-Length: ${documented.length}`,
      ),
      documented,
    ),
    holds: [sentExactly(1), failed],
    ours: { name: "RomaResponseError", status: 404, reason: "content-type", outcome: "unknown", attempts: 1 },
  },
  {
    id: "body-empty-chunks-500",
    title: "an empty 500 of unknown length is an error",
    on: bytes(head("HTTP/1.1 500 Oops", "Transfer-Encoding: chunked"), "0\r\n\r\n"),
    holds: [sentExactly(1), failed],
    ours: { name: "RomaResponseError", status: 500, reason: "empty-body", outcome: "unknown", attempts: 1 },
  },
  {
    id: "body-empty-put-500",
    title: "an empty 500 to a PUT is an error",
    operationId: "detachApiFromPlugin",
    inputs: inputsOf("detachApiFromPlugin"),
    on: answer(500),
    holds: [sentExactly(1), failed],
    ours: { name: "RomaResponseError", status: 500, reason: "empty-body", outcome: "unknown", attempts: 1 },
  },
  {
    id: "body-empty-post-404",
    title: "an empty 404 to a POST is an error",
    operationId: "unpublishLiveDataApi",
    on: answer(404),
    holds: [sentExactly(1), failed],
    ours: { name: "RomaResponseError", status: 404, reason: "empty-body", outcome: "unknown", attempts: 1 },
  },
];

export const bodyCases = casesOf(1, [...offContract, ...inContract]);
