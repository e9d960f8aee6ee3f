import type { CaseSketch } from "./case.ts";
import { done, replies } from "./http-stage.ts";
import { type CustomFetch, casesOf, inputsOf } from "./plan.ts";
import { note } from "./stage.ts";
import { arrivedOrRefused, failed, hides, nothingSent, reachedOnlyTheTarget, succeeded } from "./verdicts.ts";

// Base URLs that lead astray or can't carry a call, and some that can.

const refused = { name: "RomaInputError", parameter: "baseUrl", outcome: "not-sent", attempts: 0 } as const;

/** Stands for a network that this machine isn't part of: notes what would have been sent into it. */
const noting: CustomFetch = (stage) => async (request) => {
  note(stage, "elsewhere", request);
  return new Response(null, { status: 204 });
};

const sketches: readonly CaseSketch[] = [
  ...(
    [
      ["query", "a query", "/?tenant=1"],
      ["query-empty", "an empty query", "?"],
      ["fragment", "a fragment", "/#top"],
    ] as const
  ).map(([id, what, rest]) => ({
    id: `base-${id}`,
    title: `a base URL with ${what} does not swallow the path`,
    on: replies(done),
    baseUrl: ({ url }: { readonly url: string }) => `${url}${rest}`,
    holds: [nothingSent, failed],
    ours: refused,
  })),
  {
    id: "base-ftp",
    title: "a base URL of another scheme gets no call",
    on: replies(done),
    baseUrl: ({ url }) => url.replace("http:", "ftp:"),
    holds: [nothingSent, failed],
    ours: refused,
  },
  {
    id: "base-relative",
    title: "a base URL that is none gets no call",
    on: replies(done),
    baseUrl: ({ url }) => url.replace("http://", ""),
    holds: [nothingSent, failed],
    ours: refused,
  },
  {
    id: "base-empty",
    title: "an empty base URL, as from a variable that isn't set, gets no call",
    on: replies(done),
    baseUrl: () => "",
    holds: [nothingSent, failed],
    ours: refused,
  },
  {
    id: "base-dots",
    title: "`..` in an identifier does not lead out of a base URL's path",
    on: replies(done),
    baseUrl: ({ url }) => `${url}/gateway`,
    operationId: "cancelAuthorization",
    inputs: inputsOf("cancelAuthorization", { project_id: "../.." }),
    holds: [arrivedOrRefused],
    ours: { ...refused, parameter: "project_id" },
  },
  {
    id: "base-path",
    title: "a base URL with a path is kept in front of the spec's",
    on: replies(done),
    baseUrl: ({ url }) => `${url}/gateway/eu`,
    holds: [succeeded, reachedOnlyTheTarget],
    ours: { outcome: "done", status: 204, attempts: 1 },
  },
  {
    id: "base-slash",
    title: "a slash at the end of the base URL is not doubled",
    on: replies(done),
    baseUrl: ({ url }) => `${url}/`,
    holds: [succeeded, reachedOnlyTheTarget],
    ours: { outcome: "done", status: 204, attempts: 1 },
  },
];

export const baseUrlCases = casesOf(2, sketches);

/** These are about where the credential goes, and how. */
export const originCases = casesOf(4, [
  {
    id: "base-clear-text",
    title: "the credential does not cross a public network in clear text",
    on: replies(done),
    baseUrl: () => "http://roma.example.com",
    fetch: noting,
    holds: [nothingSent, failed],
    ours: refused,
  },
  {
    id: "base-looks-like-loopback",
    title: "a host that begins like a loopback address is none",
    on: replies(done),
    baseUrl: () => "http://127.0.0.1.example.com",
    fetch: noting,
    holds: [nothingSent, failed],
    ours: refused,
  },
  {
    id: "base-user",
    title: "a password in the base URL goes nowhere",
    on: replies(done),
    baseUrl: ({ url }) => url.replace("//", "//admin:hunter2-of-the-gateway@"),
    holds: [nothingSent, failed, hides("hunter2-of-the-gateway")],
    ours: refused,
  },
]);
