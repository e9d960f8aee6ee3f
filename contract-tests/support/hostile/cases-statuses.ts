import type { OutgoingHttpHeaders } from "node:http";
import type { CaseSketch } from "./case.ts";
import { answer, html, json, plain } from "./http-stage.ts";
import { casesOf } from "./plan.ts";
import { failed, sentExactly, sentUpTo } from "./verdicts.ts";

// Statuses that the spec does not document, in the words of the servers, gateways and proxies that give them.

type Row = readonly [status: number, what: string, headers: OutgoingHttpHeaders, body: string];

const loginPage = "<!doctype html><title>Log in</title><form action=/login>…</form>";
const rows: readonly Row[] = [
  [200, "an empty 200", {}, ""],
  [200, "a captive portal's login page", html, loginPage],
  [200, "an error body under a success status", json, '{"error_code":"APIG.3004","error_msg":"no such app"}'],
  [200, "a success that isn't this operation's", json, '{"result":"ok"}'],
  [200, "a 200 whose body is null", json, "null"],
  [200, "a page that moves on by itself", { ...html, Refresh: "0; url=/login" }, "<meta http-equiv=refresh>"],
  [201, "a 201 with a Location", { ...json, Location: "/v2/jobs/1" }, "{}"],
  [202, "a 202: accepted, and perhaps done later", json, '{"job_id":"1"}'],
  [202, "an empty 202", {}, ""],
  [203, "a proxy's 203 with a body of its own", html, "<p>cached</p>"],
  [205, "a 205", {}, ""],
  [206, "a 206: a part of something", { ...json, "Content-Range": "bytes 0-1/9" }, "{}"],
  [207, "a 207 that hides a failure among several answers", json, '[{"status":500}]'],
  [226, "a 226", { IM: "feed" }, ""],
  [299, "a success status that nobody has named", {}, ""],
  [304, "a 304, from a cache that thinks it has been asked", { ETag: '"1"' }, ""],
  [402, "a 402 about the account", json, '{"error_code":"APIG.0402","error_msg":"in arrears"}'],
  [405, "an empty 405", { Allow: "GET" }, ""],
  [409, "a 409 in the vendor's format", json, '{"error_code":"APIG.3300","error_msg":"busy"}'],
  [410, "a 410 page", html, "<h1>Gone</h1>"],
  [412, "an empty 412", {}, ""],
  [413, "a 413, though next to nothing was sent", plain, "Request Entity Too Large"],
  [418, "a teapot", plain, "short and stout"],
  [422, "a 422 with problem details", { "Content-Type": "application/problem+json" }, '{"title":"no"}'],
  [426, "an empty 426", { Upgrade: "h2c" }, ""],
  [429, "a 429 page", { ...html, "Retry-After": "1" }, "<h1>Slow down</h1>"],
  [431, "an empty 431", {}, ""],
  [451, "a 451 page", html, "<h1>Not here</h1>"],
  [501, "an empty 501", {}, ""],
  [502, "a proxy's 502 page", html, "<h1>Bad Gateway</h1>"],
  [503, "an empty 503", {}, ""],
  [504, "a gateway's 504 page", html, "<h1>Gateway Time-out</h1>"],
  [511, "a network that wants a login, with a page", html, loginPage],
  [520, "a CDN's own 520", plain, "error code: 520"],
  [599, "the last status that there is, empty", {}, ""],
];

const numbered = new Map<number, number>();

const sketchOf = ([status, what, headers, body]: Row): CaseSketch => {
  const nth = (numbered.get(status) ?? 0) + 1;
  numbered.set(status, nth);
  return {
    id: `status-${status}${nth === 1 ? "" : `-${nth}`}`,
    title: `${what} is no success`,
    on: answer(status, headers, body),
    holds: [sentExactly(1), failed],
    ours: { name: "RomaResponseError", status, reason: "undocumented-status", outcome: "unknown", attempts: 1 },
  };
};

const fetchsOwn: readonly CaseSketch[] = [
  {
    id: "status-407",
    title: "a proxy that wants credentials of its own is no success",
    on: answer(407, { "Proxy-Authenticate": "Basic" }),
    holds: [sentExactly(1), failed],
    // The Fetch standard makes a network error of it.
    ours: { name: "RomaConnectionError", outcome: "unknown", attempts: 1 },
  },
  {
    id: "status-421",
    title: "an empty 421, because the connection belongs to another host, is no success",
    on: answer(421),
    // The Fetch standard tries once more by itself: whoever says 421 has not looked at the request.
    holds: [sentUpTo(2), failed],
    ours: { name: "RomaResponseError", status: 421, reason: "undocumented-status", outcome: "unknown", attempts: 1 },
  },
];

export const statusCases = casesOf(1, [...rows.map(sketchOf), ...fetchsOwn]);
