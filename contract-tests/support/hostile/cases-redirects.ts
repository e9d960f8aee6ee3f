import type { CaseSketch } from "./case.ts";
import { apiError, done, html, http, httpAndElsewhere, inTurn } from "./http-stage.ts";
import { casesOf, inputsOf } from "./plan.ts";
import { failed, reachedOnlyTheTarget, sentExactly, stayedHome } from "./verdicts.ts";

// Answers that point elsewhere. Whoever follows carries the call, and the credential, to where nobody meant it.

const holds = [stayedHome, reachedOnlyTheTarget, sentExactly(1), failed];
const refused = { name: "RomaResponseError", reason: "redirect", outcome: "unknown", attempts: 1 } as const;
const statuses = [301, 302, 303, 307, 308] as const;

const toAnotherHost = statuses.map(
  (status): CaseSketch => ({
    id: `redirect-${status}-host`,
    title: `a ${status} to another host is not followed`,
    on: httpAndElsewhere(({ response, stage }) => {
      response.writeHead(status, { Location: `${stage.elsewhereUrl}/collect` }).end();
    }),
    holds,
    ours: { ...refused, status },
  }),
);

const toAnotherPath = statuses.map(
  (status): CaseSketch => ({
    id: `redirect-${status}-path`,
    title: `a ${status} to another path of the same host is not followed`,
    on: inTurn({ status, headers: { Location: "/v2/another/path" } }, done),
    holds,
    ours: { ...refused, status },
  }),
);

const locations: readonly (readonly [id: string, what: string, location: string])[] = [
  ["self", "to itself", ""],
  ["slash", "to the same path with a slash behind", "./"],
  ["parent", "to the parent of what is to be removed", "."],
  ["file", "to a file", "file:///etc/passwd"],
  ["data", "to data", "data:application/json,{}"],
  ["script", "to a script", "javascript:alert(1)"],
  ["broken", "to something that is no URL", "http://["],
  ["https", "to a TLS port that isn't one", "https://127.0.0.1:1/"],
];

const sketches: readonly CaseSketch[] = [
  ...toAnotherHost,
  ...toAnotherPath,
  ...locations.map(
    ([id, what, location]): CaseSketch => ({
      id: `redirect-to-${id}`,
      title: `a redirect ${what} is not followed`,
      on: inTurn({ status: 307, headers: { Location: location } }, done),
      holds,
      ours: { ...refused, status: 307 },
    }),
  ),
  {
    id: "redirect-without-scheme",
    title: "a redirect to another host that keeps the scheme is not followed",
    on: httpAndElsewhere(({ response, stage }) => {
      response.writeHead(308, { Location: stage.elsewhereUrl.replace("http:", "") }).end();
    }),
    holds,
    ours: { ...refused, status: 308 },
  },
  {
    id: "redirect-put",
    title: "a 307 does not carry the body of a PUT to another host",
    operationId: "detachApiFromPlugin",
    inputs: inputsOf("detachApiFromPlugin"),
    on: httpAndElsewhere(({ response, stage }) => {
      response.writeHead(307, { Location: `${stage.elsewhereUrl}/collect` }).end();
    }),
    holds,
    ours: { ...refused, status: 307 },
  },
  {
    id: "redirect-post",
    title: "a 308 does not repeat a POST",
    operationId: "unpublishLiveDataApi",
    on: inTurn({ status: 308, headers: { Location: "/v2/again" } }, done),
    holds,
    ours: { ...refused, status: 308 },
  },
  {
    id: "redirect-nowhere",
    title: "a 301 without a Location is no success",
    on: inTurn({ status: 301 }),
    holds,
    ours: { ...refused, status: 301 },
  },
  {
    id: "redirect-choices",
    title: "a 300 with a Location and a page is no success",
    on: inTurn({ status: 300, headers: { ...html, Location: "/v2/1" }, body: "<a href=1>1</a>" }, done),
    holds,
    ours: { ...refused, status: 300 },
  },
  {
    id: "redirect-proxy",
    title: "an empty 305 is no success",
    on: httpAndElsewhere(({ response, stage }) => response.writeHead(305, { Location: stage.elsewhereUrl }).end()),
    holds,
    ours: { ...refused, status: 305 },
  },
  {
    id: "redirect-chain",
    title: "a chain of redirects is not followed to its end",
    on: http(({ response, nth }) => {
      response.writeHead(nth < 10 ? 302 : 204, { Location: `/v2/step/${nth}` }).end();
    }),
    holds,
    ours: { ...refused, status: 302 },
  },
  {
    id: "redirect-loop",
    title: "redirects without end are not followed",
    on: http(({ response, nth }) => response.writeHead(307, { Location: `/v2/step/${nth}` }).end()),
    holds,
    ours: { ...refused, status: 307 },
  },
  {
    id: "redirect-with-error",
    title: "a redirect with the vendor's error in it is a redirect",
    on: httpAndElsewhere(({ response, stage }) => {
      const { headers, body } = apiError(404, "APIG.3004");
      response.writeHead(302, { ...headers, Location: stage.elsewhereUrl }).end(body);
    }),
    holds,
    ours: { ...refused, status: 302 },
  },
  {
    id: "redirect-custom-fetch",
    title: "an answer that a custom `fetch` got from elsewhere is no success",
    on: httpAndElsewhere(({ response, stage }) => response.writeHead(302, { Location: stage.elsewhereUrl }).end()),
    // It follows whatever it is told. Nobody can keep it from that; but nobody has to believe what comes back.
    fetch: () => (request) => fetch(request.url, { method: request.method }),
    holds: [sentExactly(2), failed],
    ours: { name: "RomaResponseError", reason: "other-url", status: 204, outcome: "unknown", attempts: 1 },
  },
];

export const redirectCases = casesOf(3, sketches);
