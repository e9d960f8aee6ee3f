import { describe, expect, test } from "@jest/globals";
import type { Observation } from "./observation.ts";
import type { Received } from "./stage.ts";
import {
  arrivedOrRefused,
  decodedBelowItsParent,
  ended,
  failed,
  hides,
  hidesToken,
  judge,
  keptLittle,
  logsAtMost,
  logsNoControls,
  logsNoForgedLine,
  nothingSent,
  reachedOnlyTheTarget,
  sentBody,
  sentExactly,
  sentUpTo,
  stayedHome,
  succeeded,
  successTakes,
  tookLittle,
  type Verdict,
} from "./verdicts.ts";

// A verdict that nothing can fail says nothing: each kind must refuse an observation that is bad on purpose, say why,
// and let a good one pass.

const token = "canary/5f3c+token=Zq8";
const good: Observation = {
  signalled: "success",
  value: undefined,
  harnessMs: 5_000,
  received: [],
  meant: { method: "DELETE", segments: ["v2", "a/b"] },
  token,
  handedOut: "done",
  logged: "done",
  longest: 4,
  taken: 0,
};
const request: Received = { at: "target", method: "DELETE", path: "/v2/a%2Fb", headers: {}, body: "" };
const sent = (...received: Partial<Received>[]) => ({
  received: received.map((change) => ({ ...request, ...change })),
});

type Row = readonly [what: string, verdict: Verdict, change: Partial<Observation>, verdictOnIt: true | string];

const rows: readonly Row[] = [
  ["an end", ended, {}, true],
  ["no end", ended, { signalled: "nothing" }, "did not end within 5000 ms"],
  ["a failure that is to be one", failed, { signalled: "failure" }, true],
  ["a success that is to be none", failed, {}, "reported success"],
  ["a success that is to be one", succeeded, {}, true],
  [
    "a failure that is to be none",
    succeeded,
    { signalled: "failure", logged: "Error:\n  no" },
    "reported failure: Error: no",
  ],
  ["nothing sent", nothingSent, {}, true],
  ["something sent", nothingSent, sent({}), "sent DELETE /v2/a%2Fb"],
  ["one of one request", sentExactly(1), sent({}), true],
  ["none of one request", sentExactly(1), {}, "sent 0 times a DELETE"],
  ["three of one request", sentExactly(1), sent({}, {}, {}), "sent 3 times a DELETE"],
  ["two of three requests", sentUpTo(3), sent({}, {}), true],
  ["none of up to three requests", sentUpTo(3), {}, "sent 0 times a DELETE"],
  ["four of up to three requests", sentUpTo(3), sent({}, {}, {}, {}), "sent 4 times a DELETE"],
  ["a success with the second request", successTakes(2), sent({}, {}), true],
  ["a failure with the first request", successTakes(2), { ...sent({}), signalled: "failure" }, true],
  ["a success that was made up", successTakes(2), sent({}), "reported success"],
  ["a call that stayed at home", stayedHome, sent({}), true],
  ["a call that went elsewhere", stayedHome, sent({ at: "elsewhere" }), "DELETE reached another host"],
  [
    "a credential that went elsewhere",
    stayedHome,
    sent({}, { at: "elsewhere", headers: { "x-auth-token": token } }),
    "token reached another host",
  ],
  ["the path that was meant", reachedOnlyTheTarget, sent({}), true],
  ["the parent", reachedOnlyTheTarget, sent({}, { path: "/v2" }), "DELETE reached /v2"],
  ["the parent, with a slash", reachedOnlyTheTarget, sent({ path: "/v2/" }), "DELETE reached /v2/"],
  ["a path that is one segment too long", reachedOnlyTheTarget, sent({ path: "/v2/a/b" }), "DELETE reached /v2/a/b"],
  ["a path with a query", reachedOnlyTheTarget, sent({ path: "/v2/a%2Fb?c" }), "DELETE reached /v2/a%2Fb?c"],
  ["a path that no server can decode", reachedOnlyTheTarget, sent({ path: "/v2/%zz" }), "DELETE reached /v2/%zz"],
  ["another method", reachedOnlyTheTarget, sent({ method: "GET" }), "GET reached /v2/a%2Fb"],
  ["an id with a slash, decoded", decodedBelowItsParent, sent({}), true],
  [
    "an id that climbs, decoded",
    decodedBelowItsParent,
    sent({ path: "/v2/..%2Fb" }),
    "DELETE /v2/..%2Fb climbs behind a gateway",
  ],
  ["an arrival", arrivedOrRefused, sent({}), true],
  ["a refusal", arrivedOrRefused, { signalled: "failure" }, true],
  ["an arrival elsewhere", arrivedOrRefused, sent({ path: "/v2" }), "DELETE reached /v2"],
  ["success with nothing sent", arrivedOrRefused, {}, "reported success"],
  ["failure after an arrival", arrivedOrRefused, { ...sent({}), signalled: "failure" }, "reported failure: done"],
  ["the body that was meant", sentBody({ a: 1 }), sent({ body: '{"a":1}' }), true],
  ["another body", sentBody({ a: 1 }), sent({ body: '{"a":1}' }, { body: "" }), "sent another body"],
  ["a text without the credential", hidesToken, { handedOut: "canary" }, true],
  ["a text with it", hidesToken, { handedOut: `no ${token}` }, "secret shown as it is"],
  ["a call without a credential of its own", hidesToken, { handedOut: `no ${token}`, token: () => token }, true],
  ["a quiet log", logsNoControls, { logged: "line one\n\tline two, größer 削除 💀" }, true],
  ["an escape sequence", logsNoControls, { logged: "a\u001b[2Jb" }, "would print U+001B"],
  ["a carriage return", logsNoControls, { logged: "a\rb" }, "would print U+000D"],
  ["a one-byte control sequence", logsNoControls, { logged: "a\u009b2J" }, "would print U+009B"],
  ["text turned around", logsNoControls, { logged: "a\u202eb" }, "would print U+202E"],
  ["a line that only quotes", logsNoForgedLine("INFO"), { logged: "Error: no INFO\n  INFO" }, true],
  ["a forged line", logsNoForgedLine("INFO"), { logged: "Error: no\nINFO deleted" }, "would print a forged line"],
  ["a line forged by a separator", logsNoForgedLine("INFO"), { logged: "no\u2028INFO" }, "would print a forged line"],
  ["a short text", logsAtMost(5, "x"), { logged: "xxxxx xxxxx" }, true],
  ["a long text", logsAtMost(5, "x"), { logged: "a xxxxxx" }, "would print 6 characters of the server's text"],
  ["little of a flood", tookLittle, { taken: 8 * 1024 * 1024 }, true],
  ["a flood", tookLittle, { taken: 48 * 1024 * 1024 }, "took 48 MiB of a flood"],
  ["a little text", keptLittle, { longest: 64 * 1024 }, true],
  ["a bomb", keptLittle, { longest: 32 * 1024 * 1024 }, "kept 32 MiB of the server's text"],
];

test.each(rows)("%s", (_, verdict, change, verdictOnIt) => {
  expect(verdict({ ...good, ...change })).toBe(verdictOnIt);
});

describe("a credential shows", () => {
  test.each([
    ["as it is", token],
    ["as it is", token.toUpperCase()],
    ["escaped for JSON", "canary\\/5f3c+token=Zq8"],
    ["escaped by \\u", "canary\\u002f5f3c\\u002Btoken\\u003dZq8"],
    ["percent-encoded", encodeURIComponent(token)],
    ["percent-encoded", encodeURIComponent(token).toLowerCase()],
    ["percent-encoded", "canary%2dtoken%2e", "canary-token."],
    ["escaped for HTML", "canary&#x2F;5f3c&#x2b;token&#x3d;Zq8"],
    ["escaped for HTML", "canary&#47;5f3c&#43;token&#61;Zq8"],
    ["in hexadecimal", Buffer.from(token).toString("hex")],
    ...["", "a", "ab", "abc"].map((before) => [
      "in base64",
      Buffer.from(`${before}${token} and more`).toString("base64"),
    ]),
    ["in base64url", Buffer.from("a?>secret?>").toString("base64url"), "a?>secret?>"],
  ])("%s: %s", (how = "", text = "", secret = token) => {
    expect(hides(secret)({ handedOut: `before ${text} behind` })).toBe(`secret shown ${how}`);
  });
});

describe("judge", () => {
  test("lets pass what every verdict lets pass", () => {
    expect(judge([succeeded, nothingSent], good)).toBe(true);
  });

  test("gives the first reason", () => {
    expect(judge([succeeded, sentExactly(1), failed], good)).toBe("sent 0 times a DELETE");
  });

  test("wants an end before all else", () => {
    expect(judge([], { ...good, signalled: "nothing" })).toBe("did not end within 5000 ms");
  });
});
