import { canary } from "../canary.ts";
import type { CaseSketch } from "./case.ts";
import { done, httpAndElsewhere, inTurn, replies } from "./http-stage.ts";
import { casesOf } from "./plan.ts";
import { bytesAndEnd } from "./raw-stage.ts";
import { deserted, note } from "./stage.ts";
import {
  failed,
  hides,
  hidesToken,
  nothingSent,
  reachedOnlyTheTarget,
  sentExactly,
  stayedHome,
  succeeded,
} from "./verdicts.ts";

// Credentials that are none, functions that give none, failures that could quote it, and servers that fish for it.

const noCredential = { name: "RomaCredentialsError", outcome: "not-sent", attempts: 0 } as const;

const unusable: readonly (readonly [id: string, what: string, token: string | (() => unknown)])[] = [
  ["empty", "an empty token, as from a variable that isn't set", ""],
  ["blank", "a token of blanks", "   "],
  ["second-header", "a token that would begin a header of its own", `${canary}\r\nX-Other: 1`],
  ["nul", "a token with a NUL", `${canary}\0`],
  ["control", "a token with a control character inside", `canary\u0007${canary}`],
  ["emoji", "a token that no header can hold", `${canary}🔑`],
  ["undefined", "a token function that gives `undefined`", () => undefined],
  ["null", "a token function that gives `null`", async () => null],
  ["object", "a token function that gives a whole answer instead of its token", () => ({ access_token: canary })],
];

const connection = { name: "RomaConnectionError", outcome: "unknown", attempts: 1 } as const;

const sketches: readonly CaseSketch[] = [
  ...unusable.map(([id, what, token]) => ({
    id: `token-${id}`,
    title: `${what} is not sent, and not shown`,
    on: replies(done),
    token,
    holds: [nothingSent, failed, hides(canary)],
    ours: noCredential,
  })),
  {
    id: "token-line-break",
    title: "a token with a line break at its end, as from a file, is not shown",
    on: replies(done),
    token: `${canary}\n`,
    // To send it without the line break is no harm.
    holds: [({ received }) => received.length <= 1 || "sent it again", hides(canary)],
    ours: noCredential,
  },
  {
    id: "token-function-throws",
    title: "without a token nothing is sent: a token function that throws",
    on: replies(done),
    token: () => {
      throw new Error("the vault is sealed");
    },
    holds: [nothingSent, failed],
    ours: noCredential,
  },
  {
    id: "token-function-rejects",
    title: "without a token nothing is sent: a token function that rejects",
    on: replies(done),
    token: () => Promise.reject(new Error("the vault is sealed")),
    holds: [nothingSent, failed],
    ours: noCredential,
  },
  {
    id: "token-arrives",
    title: "the credential reaches the configured server, once, as it is",
    on: replies(done),
    holds: [
      succeeded,
      sentExactly(1),
      reachedOnlyTheTarget,
      ({ received }) => received[0]?.headers["x-auth-token"] === canary || "sent another credential",
    ],
    ours: { outcome: "done", status: 204, attempts: 1 },
  },
  {
    id: "token-function-arrives",
    title: "what a token function gives reaches the configured server",
    on: replies(done),
    token: async () => canary,
    holds: [
      succeeded,
      sentExactly(1),
      ({ received }) => received[0]?.headers["x-auth-token"] === canary || "sent another credential",
    ],
    ours: { outcome: "done", status: 204, attempts: 1 },
  },
  {
    id: "token-fished",
    title: "a redirect that fishes for the credential gets nothing",
    on: httpAndElsewhere(({ response, stage }) => response.writeHead(307, { Location: stage.elsewhereUrl }).end()),
    holds: [stayedHome, sentExactly(1), failed, hidesToken],
    ours: { name: "RomaResponseError", reason: "redirect", outcome: "unknown", attempts: 1 },
  },
  {
    id: "token-fished-by-see-other",
    title: "a 303 that fishes for the credential gets nothing",
    on: httpAndElsewhere(({ response, stage }) => response.writeHead(303, { Location: stage.elsewhereUrl }).end()),
    holds: [stayedHome, sentExactly(1), failed, hidesToken],
    ours: { name: "RomaResponseError", reason: "redirect", outcome: "unknown", attempts: 1 },
  },
  {
    id: "secret-refused",
    title: "a refused connection does not show the credential",
    on: deserted,
    holds: [failed, hidesToken],
    ours: { ...connection, outcome: "not-sent" },
  },
  {
    id: "secret-reset",
    title: "a broken connection does not show the credential",
    on: inTurn("reset"),
    holds: [sentExactly(1), failed, hidesToken],
    ours: connection,
  },
  {
    id: "secret-garbage",
    title: "an answer that isn't HTTP does not show the credential",
    on: bytesAndEnd("\0\0\0\0"),
    holds: [sentExactly(1), failed, hidesToken],
    ours: connection,
  },
];

/** Errors of a caller's own `fetch`, which may hold the request that it was given. */
const quoting: readonly (readonly [id: string, what: string, quote: (request: Request) => unknown])[] = [
  ["message", "in its message", ({ headers }) => new Error(`can't send ${JSON.stringify([...headers])}`)],
  ["property", "in a property", (request) => Object.assign(new Error("no"), { request })],
  [
    "config",
    "in its options, as axios does",
    ({ headers }) => Object.assign(new Error("no"), { config: { headers: Object.fromEntries(headers) } }),
  ],
  ["cause", "in its cause", ({ headers }) => new Error("no", { cause: { sent: [...headers] } })],
  ["map", "in a map", ({ headers }) => Object.assign(new Error("no"), { sent: new Map(headers) })],
  [
    "aggregate",
    "in one of several errors",
    ({ headers }) => new AggregateError([new Error(String([...headers]))], "no"),
  ],
  ["name", "in its name", ({ headers }) => Object.assign(new Error("no"), { name: String([...headers]) })],
  ["text", "as a mere text", ({ headers }) => `can't send ${[...headers]}`],
  [
    "getter",
    "behind a getter",
    ({ headers }) => Object.defineProperty(new Error("no"), "sent", { enumerable: true, get: () => [...headers] }),
  ],
];

const quotes: readonly CaseSketch[] = quoting.map(([id, what, quote]) => ({
  id: `quote-${id}`,
  title: `a custom \`fetch\` that quotes the request ${what} does not get the credential shown`,
  on: replies(done),
  fetch: (stage) => async (request) => {
    note(stage, "target", request);
    throw quote(request);
  },
  holds: [sentExactly(1), failed, hidesToken],
  ours: connection,
}));

export const credentialCases = casesOf(4, [...sketches, ...quotes]);
