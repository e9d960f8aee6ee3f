import type { CaseSketch } from "./case.ts";
import { answer, apiError, html, json, plain, replies, type Starter } from "./http-stage.ts";
import { casesOf } from "./plan.ts";
import { bytes, head } from "./raw-stage.ts";
import { failed, logsAtMost, logsNoControls, logsNoForgedLine, sentExactly, type Verdict } from "./verdicts.ts";

// Text that a server chose, on its way into somebody's terminal or log.

const esc = "\u001b";
const clearScreen = `${esc}[2J${esc}[H`;
const hyperlink = `${esc}]8;;http://evil.example${esc}\\click${esc}]8;;${esc}\\`;
const forged = "INFO deleted app 7";
const rejected = { name: "RomaApiError", status: 404, outcome: "rejected", attempts: 1 } as const;
const offContract = { name: "RomaResponseError", outcome: "unknown", attempts: 1 } as const;

type Row = readonly [id: string, what: string, on: Starter, verdict: Verdict, ours: CaseSketch["ours"]];

const sane = logsAtMost(2_000, "x");
const long = "x".repeat(100_000);

const rows: readonly Row[] = [
  [
    "ansi-message",
    "a message that clears the screen",
    replies(apiError(404, "APIG.3004", `a${clearScreen}b`)),
    logsNoControls,
    rejected,
  ],
  [
    "ansi-code",
    "a code that clears the screen",
    replies(apiError(404, `APIG${clearScreen}`)),
    logsNoControls,
    rejected,
  ],
  [
    "ansi-page",
    "a page that clears the screen",
    answer(502, html, `a${clearScreen}b`),
    logsNoControls,
    { ...offContract, status: 502 },
  ],
  [
    "ansi-link",
    "a page with a terminal's link",
    answer(500, plain, hyperlink),
    logsNoControls,
    { ...offContract, status: 500 },
  ],
  [
    "bell",
    "a page that rings",
    answer(500, plain, "\u0007\u0007\u0007"),
    logsNoControls,
    { ...offContract, status: 500 },
  ],
  ["nul", "a page with NULs", answer(500, plain, "a\0\0b"), logsNoControls, { ...offContract, status: 500 }],
  [
    "backspace",
    "a page that rubs out what stands before it",
    answer(500, plain, `not deleted${"\b".repeat(11)}deleted`),
    logsNoControls,
    { ...offContract, status: 500 },
  ],
  [
    "carriage-return",
    "a page that overwrites its line",
    answer(500, plain, "not deleted\rdeleted"),
    logsNoControls,
    { ...offContract, status: 500 },
  ],
  [
    "c1",
    "a page with a control sequence of one byte",
    answer(500, plain, "a\u009b2Jb"),
    logsNoControls,
    { ...offContract, status: 500 },
  ],
  [
    "c1-header",
    "a request id with a control sequence of one byte",
    bytes(
      head("HTTP/1.1 404 Not Found", "Content-Type: application/json", "X-Request-Id: a\u009b2J", "Content-Length: 2"),
      "{}",
    ),
    logsNoControls,
    { ...offContract, status: 404 },
  ],
  [
    "reason",
    "a reason phrase with a control sequence of one byte",
    bytes(Buffer.from(head("HTTP/1.1 404 a\u009b2J", "Content-Length: 0"), "latin1")),
    logsNoControls,
    { ...offContract, status: 404 },
  ],
  [
    "bidi-message",
    "a message that turns the text around",
    replies(apiError(404, "APIG.3004", "\u202edeteled")),
    logsNoControls,
    rejected,
  ],
  [
    "bidi-page",
    "a page that turns the text around",
    answer(500, plain, "\u2066\u202edeteled"),
    logsNoControls,
    { ...offContract, status: 500 },
  ],
  [
    "forged-message",
    "a message with a line of its own",
    replies(apiError(404, "APIG.3004", `no\n${forged}`)),
    logsNoForgedLine(forged),
    rejected,
  ],
  [
    "forged-page",
    "a page with a line of its own",
    answer(502, plain, `no\n${forged}`),
    logsNoForgedLine(forged),
    { ...offContract, status: 502 },
  ],
  [
    "forged-separator",
    "a page with a line of its own, by a line separator",
    answer(502, plain, `no\u2028${forged}`),
    logsNoForgedLine(forged),
    { ...offContract, status: 502 },
  ],
  [
    "long-message",
    "a message of 60 000 characters",
    replies(apiError(404, "APIG.3004", long.slice(0, 60_000))),
    sane,
    rejected,
  ],
  ["long-code", "a code of 60 000 characters", replies(apiError(404, long.slice(0, 60_000))), sane, rejected],
  ["long-page", "a page of 100 000 characters", answer(500, html, long), sane, { ...offContract, status: 500 }],
  [
    "long-line",
    "a page of blanks with a text far behind",
    answer(500, plain, `${" ".repeat(50_000)}${long}`),
    sane,
    { ...offContract, status: 500 },
  ],
  [
    "long-request-id",
    "a request id of 10 000 characters",
    answer(404, { ...json, "X-Request-Id": long.slice(0, 10_000) }, "{}"),
    sane,
    { ...offContract, status: 404 },
  ],
  [
    "long-reason",
    "a reason phrase of 10 000 characters",
    bytes(head(`HTTP/1.1 404 ${long.slice(0, 10_000)}`, "Content-Length: 0")),
    sane,
    { ...offContract, status: 404 },
  ],
  [
    "lone-surrogate",
    "a message with halves of a surrogate pair",
    answer(404, json, '{"error_code":"APIG.3004","error_msg":"\\ud83d \\udc80"}'),
    wellFormed,
    rejected,
  ],
  [
    "cut-emoji",
    "a page of emoji, wherever it is cut",
    answer(500, plain, "x".repeat(299) + "💀".repeat(400)),
    wellFormed,
    { ...offContract, status: 500 },
  ],
];

export const serverTextCases = casesOf(
  8,
  rows.map(([id, what, on, verdict, ours]) => ({
    id: `text-${id}`,
    title: `${what} is made safe to print`,
    on,
    holds: [sentExactly(1), failed, verdict],
    ours,
  })),
);

/** Half a surrogate pair breaks log pipelines that write UTF-8. */
function wellFormed({ logged }: { readonly logged: string }): true | string {
  return !/\p{Surrogate}/u.test(logged) || "would print half of a surrogate pair";
}
