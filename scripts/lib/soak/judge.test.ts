import { describe, expect, test } from "@jest/globals";
import { type Asked, type Claim, type Handed, judge, type Seen, type Verdict, type Wrong, wrongs } from "./judge.ts";

// The judge knows nothing of the client. So what it says of each kind of call is written down here by hand.

const asked = (change: Partial<Asked> = {}): Asked => ({
  method: "DELETE",
  forbidden: false,
  ignoreNotFound: false,
  maxRetries: 2,
  timeoutMs: 500,
  deadlineMs: Number.POSITIVE_INFINITY,
  ...change,
});
const post = asked({ method: "POST" });
const ignoring = asked({ ignoreNotFound: true });
const bad = asked({ forbidden: true });

const seen = (says: Seen["says"], acted: boolean, change: Partial<Seen> = {}): Handed => ({
  drawn: "204",
  seen: [{ fault: "any", acted, says, sure: false, astray: false, ...change }],
});
const plain = { sure: true };
const done = seen("success", true, plain);
const refusal = seen("refusal", false, plain);
const gone = seen("gone", false, plain);
const turnedAway = seen("turned-away", false);
const turnedAwayAfterActing = seen("turned-away", true);
const resetBefore = seen("nothing", false);
const resetAfter = seen("nothing", true);
const accepted = seen("other", true);
const lost: Handed = { drawn: "slammed", seen: [] };
const refused: Handed = { drawn: "refused", seen: [] };
const twice = (first: Handed): Handed => ({ ...first, seen: [...first.seen, ...first.seen] });

const claim = (
  end: Claim["end"],
  outcome: string | undefined,
  attempts: number,
  change: Partial<Claim> = {},
): Claim => ({
  end,
  outcome,
  attempts,
  isRomaError: end === "rejected",
  isInputError: false,
  aborted: false,
  ms: 20,
  ...change,
});
const resolved = (outcome: string, attempts = 1, change: Partial<Claim> = {}) =>
  claim("resolved", outcome, attempts, change);
const rejected = (outcome: string, attempts = 1, change: Partial<Claim> = {}) =>
  claim("rejected", outcome, attempts, change);

const verdict = (change: Partial<Verdict> = {}): Verdict => ({ wrong: [], late: false, misled: false, ...change });

type Row = [what: string, asked: Asked, handed: Handed[], claim: Claim];

const right: Row[] = [
  ["done", asked(), [done], resolved("done")],
  ["done at the second attempt", asked(), [resetBefore, done], resolved("done", 2)],
  ["done, by a server that had done it before", asked(), [resetAfter, done], resolved("done", 2)],
  ["done, though the connection broke after the answer", asked(), [seen("success", true)], resolved("done")],
  ["gone, and asked for", ignoring, [gone], resolved("already-gone")],
  ["gone, since the first attempt acted", ignoring, [resetAfter, gone], resolved("already-gone", 2)],
  ["gone, and not asked for", asked(), [gone], rejected("rejected")],
  ["refused by the server", asked(), [refusal], rejected("rejected")],
  [
    "refused by the server after an attempt that found no connection",
    asked(),
    [refused, refusal],
    rejected("rejected", 2),
  ],
  ["never connected", asked(), [refused, refused, refused], rejected("not-sent", 3)],
  ["aborted before anything was sent", asked(), [], rejected("not-sent", 0, { aborted: true })],
  ["an input that the spec forbids", bad, [], rejected("not-sent", 0, { isInputError: true })],
  ["unknown, and it had acted", asked(), [resetAfter], rejected("unknown")],
  ["unknown, and it had not", asked(), [lost], rejected("unknown")],
  ["unknown after 202", asked(), [accepted], rejected("unknown")],
  ["unknown after refusals of which one came too late", asked(), [resetAfter, gone], rejected("unknown", 2)],
  [
    "unknown, since the caller aborted before the answer came",
    asked(),
    [done],
    rejected("unknown", 1, { aborted: true }),
  ],
  ["unknown, since the answer took too long", asked(), [done], rejected("unknown", 1, { ms: 500 })],
  [
    "unknown, since the answer took longer than the deadline",
    asked({ deadlineMs: 50 }),
    [done],
    rejected("unknown", 1, { ms: 51 }),
  ],
  ["a POST that is sent again where nobody listened", post, [refused, done], resolved("done", 2)],
  ["a POST that is sent again after it was turned away", post, [turnedAway, turnedAway, done], resolved("done", 3)],
  ["a DELETE that is done twice", asked(), [resetAfter, resetAfter, done], resolved("done", 3)],
  [
    "a request that `fetch` sent again, as a 421 allows",
    asked(),
    [twice(seen("misdirected", false))],
    rejected("unknown"),
  ],
];

test.each(right)("nothing is wrong with a call that is %s", (_, ask, handed, said) => {
  expect(judge(ask, handed, said)).toEqual(verdict());
});

const wrong: [kind: Wrong, what: string, asked: Asked, handed: Handed[], claim: Claim][] = [
  ["no-end", "the promise did not settle", asked(), [done], claim("none", undefined, 1)],
  ["foreign-error", "a plain error", asked(), [resetAfter], rejected("unknown", 1, { isRomaError: false })],
  ["foreign-outcome", "a result that is unknown", asked(), [resetAfter], resolved("unknown")],
  ["foreign-outcome", "an error that is done", asked(), [done], rejected("done")],
  ["foreign-outcome", "an error that is gone", ignoring, [gone], rejected("already-gone")],
  ["foreign-outcome", "no outcome", asked(), [done], claim("resolved", undefined, 1)],
  ["attempts", "one too many", asked(), [done], resolved("done", 2)],
  ["attempts", "one too few", asked(), [resetAfter, resetAfter], rejected("unknown", 1)],
  ["attempts", "one where nothing was sent", asked(), [], rejected("not-sent", 1)],
  ["too-often", "more often than allowed", asked({ maxRetries: 0 }), [resetBefore, done], resolved("done", 2)],
  ["too-often", "by `fetch` itself", asked(), [twice(resetBefore)], rejected("unknown")],
  ["astray", "elsewhere", asked(), [seen("success", false, { astray: true })], resolved("done")],
  ["not-refused", "a forbidden input that was sent", bad, [done], resolved("done")],
  ["not-refused", "a forbidden input that was sent in vain", bad, [refused], rejected("not-sent")],
  ["refused", "for nothing", asked(), [], rejected("not-sent", 0, { isInputError: true })],
  ["done-but-not", "nothing was sent", asked(), [], resolved("done", 0)],
  ["done-but-not", "the connection broke", asked(), [resetBefore], resolved("done")],
  ["done-but-not", "it had acted, and answered 202", asked(), [accepted], resolved("done")],
  ["done-but-not", "an error without a body", asked(), [seen("other", false)], resolved("done")],
  ["done-but-not", "it is gone", ignoring, [gone], resolved("done")],
  ["done-but-not", "an earlier attempt was done", asked(), [done, lost], resolved("done", 2)],
  ["not-sent-but-was", "the server got it", asked(), [resetBefore], rejected("not-sent")],
  ["not-sent-but-was", "a connection came about", asked(), [lost], rejected("not-sent")],
  ["not-sent-but-was", "an earlier attempt was sent", asked(), [resetAfter, refused], rejected("not-sent", 2)],
  ["rejected-but-acted", "it acted, and the connection broke", asked(), [resetAfter], rejected("rejected")],
  ["rejected-but-acted", "it acted, and is gone ever since", asked(), [resetAfter, gone], rejected("rejected", 2)],
  ["rejected-but-not", "a connection that broke", asked(), [resetBefore], rejected("rejected")],
  ["rejected-but-not", "nothing was sent", asked(), [], rejected("rejected", 0)],
  ["gone-but-not", "another thing is missing", ignoring, [refusal], resolved("already-gone")],
  ["gone-but-not", "a gateway's 404", ignoring, [seen("other", false)], resolved("already-gone")],
  ["gone-but-not", "nobody asked for it", asked(), [gone], resolved("already-gone")],
  ["post-again", "after a reset", post, [resetBefore, done], resolved("done", 2)],
  ["post-again", "after a connection that nobody read from", post, [lost, done], resolved("done", 2)],
  ["post-again", "after a 500", post, [seen("other", false), done], resolved("done", 2)],
  ["post-again", "after a 421", post, [seen("misdirected", false), done], resolved("done", 2)],
  ["acted-twice", "by `fetch` itself", post, [twice(resetAfter)], rejected("unknown")],
  ["timid", "after a 204", asked(), [done], rejected("unknown")],
  ["timid", "after a refusal", asked(), [refusal], rejected("unknown")],
  ["timid", "after the 404 that was asked for", ignoring, [gone], rejected("unknown")],
  ["timid", "after the 404 that was asked for, as an error", ignoring, [gone], rejected("rejected")],
];

describe("a wrong call is found", () => {
  test.each(wrong)("%s: %s", (kind, _, ask, handed, said) => {
    expect(judge(ask, handed, said).wrong).toContain(kind);
  });

  test("of every kind that there is", () => {
    expect([...new Set(wrong.map(([kind]) => kind))]).toEqual(Object.keys(wrongs));
  });

  test("with all that is wrong with it", () => {
    const handed = [resetAfter, resetAfter, refusal, refusal];
    const found = ["too-often", "post-again", "acted-twice", "attempts", "rejected-but-acted"];
    expect(judge(post, handed, rejected("rejected", 1)).wrong).toEqual(found);
  });
});

test("a POST that is done twice, by a server that denied the first time, is nobody's fault but the server's", () => {
  const handed = [turnedAwayAfterActing, done];
  expect(judge(post, handed, resolved("done", 2))).toEqual(verdict({ misled: true }));
  const again = [twice(seen("misdirected", true))];
  expect(judge(post, again, rejected("unknown"))).toEqual(verdict({ misled: true }));
});

test.each([
  ["a moment", 1450, false],
  ["more than a second", 1501, true],
])("a call that lasts longer than its deadline by %s", (_, ms, late) => {
  const ask = asked({ deadlineMs: 500 });
  expect(judge(ask, [resetAfter], rejected("unknown", 1, { ms }))).toEqual(verdict({ late }));
});
