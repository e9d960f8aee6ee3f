import type { CaseSketch } from "./case.ts";
import { done, replies } from "./http-stage.ts";
import { casesOf, inputsOf } from "./plan.ts";
import {
  arrivedOrRefused,
  decodedBelowItsParent,
  failed,
  nothingSent,
  reachedOnlyTheTarget,
  succeeded,
  type Verdict,
} from "./verdicts.ts";

// Values of path parameters that lead astray. With the last one folded away, deleting a member of a channel deletes the
// channel.

const operationId = "deleteBackendInstance";
const refusedInput = { name: "RomaInputError", outcome: "not-sent", attempts: 0 } as const;
const ours = { outcome: "done", status: 204, attempts: 1 } as const;

const to = (
  id: string,
  title: string,
  change: Readonly<Record<string, unknown>>,
  holds: readonly Verdict[],
  refused = holds.includes(nothingSent),
): CaseSketch => ({
  id: `target-${id}`,
  title,
  operationId,
  inputs: inputsOf(operationId, change),
  on: replies(done),
  holds,
  ours: refused ? { ...refusedInput, parameter: Object.keys(change)[0] ?? "" } : ours,
});

// No server could read these as the identifier that was meant, so nothing may be sent.
const unsayable: readonly (readonly [id: string, what: string, value: unknown])[] = [
  ["empty", "an empty text", ""],
  ["undefined", "`undefined`", undefined],
  ["null", "`null`", null],
  ["object", "an object", { id: "7" }],
  ["array", "a list of two", ["7", "8"]],
  ["nan", "NaN", Number.NaN],
  ["false", "`false`", false],
  ["function", "a function", () => "7"],
  ["surrogate", "half of a surrogate pair", "a\ud800"],
];

// A server may read these as the identifier that was meant if they are encoded right; otherwise they lead astray.
const straying: readonly (readonly [id: string, what: string, value: unknown, refused: boolean])[] = [
  ["dot", "`.`", ".", true],
  ["dots", "`..`", "..", true],
  ["dots-encoded", "`%2e%2e`", "%2e%2e", true],
  ["dots-half-encoded", "`.%2E`", ".%2E", true],
  ["up-first", "`../x`", "../x", true],
  ["up-inside", "`a/../../b`", "a/../../b", true],
  ["slash", "`a/b`", "a/b", false],
  ["slash-alone", "`/`", "/", false],
  ["slash-encoded", "`a%2Fb`", "a%2Fb", false],
  ["backslash", "`a\\b`", "a\\b", false],
  ["backslash-up", "`..\\x`", "..\\x", true],
  ["query", "`a?b=c`", "a?b=c", false],
  ["query-alone", "`?`", "?", false],
  ["fragment", "`a#b`", "a#b", false],
  ["percent", "`100%`", "100%", false],
  ["placeholder", "another parameter's placeholder", "{project_id}", false],
  ["nul", "a NUL", "a\0b", true],
  ["tab", "a tab", "a\tb", true],
  ["line-break", "a line break at the end, as from a file", "be63c626\n", true],
  ["request-splitting", "a second request", "a HTTP/1.1\r\nHost: x\r\n\r\nDELETE /b", true],
];

// Odd, and legal: nobody may refuse them.
const odd: readonly (readonly [id: string, what: string, value: string])[] = [
  ["semicolon", "`a;b=c`", "a;b=c"],
  ["colon", "`a:b@c`", "a:b@c"],
  ["signs", "`!$&'()*+,=~`", "!$&'()*+,=~"],
  ["space", "a space inside", "a b"],
  ["umlaut", "an umlaut", "größe"],
  ["emoji", "an emoji", "🗑️"],
  ["three-dots", "three dots", "..."],
  ["constructor", "`constructor`", "constructor"],
  ["proto", "`__proto__`", "__proto__"],
  ["dollar", "what stands for a match in a replacement", "$&"],
];

const sketches: readonly CaseSketch[] = [
  ...unsayable.map(([id, what, value]) => {
    return to(id, `${what} as an identifier is refused`, { member_id: value }, [nothingSent, failed]);
  }),
  ...straying.map(([id, what, value, refused]) => {
    return to(
      id,
      `${what} as an identifier arrives as it is, or not at all`,
      { member_id: value },
      [arrivedOrRefused],
      refused,
    );
  }),
  ...odd.map(([id, what, value]) => {
    return to(id, `${what} as an identifier arrives as it is`, { member_id: value }, [succeeded, reachedOnlyTheTarget]);
  }),
  to(
    "dots-inside",
    "`..` in the middle of the path leads nowhere else",
    { vpc_channel_id: ".." },
    [arrivedOrRefused],
    true,
  ),
  to("dots-first", "`..` as the first value leads nowhere else", { project_id: ".." }, [arrivedOrRefused], true),
  to("host", "`//host` as the first value leads to no other host", { project_id: "//127.0.0.1:1" }, [arrivedOrRefused]),
  to("url", "a URL as an identifier leads to no other host", { member_id: "http://127.0.0.1:1/" }, [arrivedOrRefused]),
  to("at-host", "`@host` as the first value leads to no other host", { project_id: "@127.0.0.1:1" }, [
    arrivedOrRefused,
  ]),
  {
    ...to("missing", "a parameter that is missing is not replaced by its own name", {}, [nothingSent, failed]),
    inputs: without("member_id"),
    ours: { ...refusedInput, parameter: "member_id" },
  },
];

/** Behind a gateway that decodes the path, and only then folds it. */
const behindGateway = (["up-first", "up-inside", "backslash-up"] as const).map((id): CaseSketch => {
  const [, what, value] = straying.find(([name]) => name === id) ?? [];
  return to(
    `${id}-decoded`,
    `${what} as an identifier does not climb behind a gateway that decodes paths`,
    { member_id: value },
    [decodedBelowItsParent],
    true,
  );
});

export const targetCases = casesOf(2, [...sketches, ...behindGateway]);

function without(name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = inputsOf(operationId);
  return rest;
}
