import { describe, expect, test } from "@jest/globals";
import type { Ending } from "./attempt.ts";
import { mayRetry, pauseBefore } from "./retry.ts";
import type { Runtime } from "./runtime.ts";

const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  requestId: undefined,
  response: new Response(null, { headers }),
});
const refusal = (status: number, code = "X.1"): Ending => {
  return { kind: "refusal", ...answer(status), code, message: "no", text: "{}" };
};
const off = (
  status: number,
  reason: Extract<Ending, { kind: "off-contract" }>["reason"] = "undocumented-status",
): Ending => {
  return { kind: "off-contract", ...answer(status), reason, snippet: "" };
};

// GET, PUT and DELETE do no more harm twice than once. POST and PATCH may: they are sent again only where nothing acted on them.
const cases: [what: string, ending: Ending, idempotent: boolean, other: boolean][] = [
  ["success", { kind: "success", ...answer(204), data: undefined, text: undefined }, false, false],
  ["no credential", { kind: "no-credential", message: "", cause: undefined }, false, false],
  ["abort before sending", { kind: "abort", sent: false, cause: undefined }, false, false],
  ["abort", { kind: "abort", sent: true, cause: undefined }, false, false],
  ["no connection", { kind: "no-answer", sent: false, cause: undefined }, true, true],
  ["broken connection", { kind: "no-answer", sent: true, cause: undefined }, true, false],
  ["timeout", { kind: "timeout", timeoutMs: 1 }, true, false],
  ["200", off(200), false, false],
  ["202", off(202), false, false],
  ["204 from elsewhere", off(204, "other-url"), false, false],
  ["302", off(302, "redirect"), false, false],
  ["hidden redirect", off(0, "redirect"), false, false],
  ["304", off(304), false, false],
  ["400", refusal(400), false, false],
  ["401", refusal(401), false, false],
  ["401, signature", refusal(401, "APIG.0301"), false, false],
  ["403", refusal(403), false, false],
  ["404", refusal(404), false, false],
  ["gateway's 404", off(404, "content-type"), false, false],
  ["408", off(408), true, false],
  ["409", off(409), false, false],
  ["413", off(413), false, false],
  ["429", off(429), true, true],
  ["429, documented", refusal(429, "APIG.0308"), true, true],
  ["500", refusal(500, "APIG.9999"), false, false],
  ["empty 500", off(500, "empty-body"), false, false],
  ["501", off(501), false, false],
  ["502", off(502), true, false],
  ["503", off(503), true, true],
  ["503, documented", refusal(503, "APIG.0613"), true, true],
  ["503 from elsewhere", off(503, "other-url"), false, false],
  ["504", off(504), true, false],
  ["505", off(505), false, false],
  ...["1029", "3500", "9003", "9004", "9005", "9006", "9007", "9008", "9013"].map(
    (code): [string, Ending, boolean, boolean] => [`500 ${code}`, refusal(500, `APIG.${code}`), true, false],
  ),
  ...["9002", "9009", "90030", "09003", "2011"].map((code): [string, Ending, boolean, boolean] => [
    `500 ${code}`,
    refusal(500, `APIG.${code}`),
    false,
    false,
  ]),
  ["404 with a 500's code", refusal(404, "APIG.9003"), false, false],
];

describe.each(cases)("after %s", (_, ending, idempotent, other) => {
  test.each(["GET", "PUT", "DELETE"] as const)(`a %s ${idempotent ? "may" : "must not"} be sent again`, (method) => {
    expect(mayRetry(method, ending)).toBe(idempotent);
  });
  test.each(["POST", "PATCH"] as const)(`a %s ${other ? "may" : "must not"} be sent again`, (method) => {
    expect(mayRetry(method, ending)).toBe(other);
  });
});

describe("the pause before a retry", () => {
  const at = Date.UTC(2026, 10, 22, 18, 0, 0); // a Sunday
  const runtime = (random: number): Runtime => ({
    now: () => 0,
    date: () => at,
    random: () => random,
    after: () => () => {},
  });
  const broken: Ending = { kind: "no-answer", sent: true, cause: undefined };
  const asks = (header: string): Ending => {
    return { kind: "off-contract", ...answer(503, { "Retry-After": header }), reason: "empty-body", snippet: "" };
  };

  test("is random from nothing up to half a second, one, two, … and 20 seconds at most", () => {
    const retries = [1, 2, 3, 4, 5, 6, 7, 50, 5000];
    expect(retries.map((retry) => pauseBefore(retry, broken, runtime(0)))).toEqual(retries.map(() => 0));
    expect(retries.map((retry) => pauseBefore(retry, broken, runtime(0.5)))).toEqual([
      250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000,
    ]);
  });

  test.each<[header: string, random: number, pauseMs: number]>([
    ["3", 0, 3000],
    ["3", 0.5, 3250],
    ["Sun, 22 Nov 2026 18:00:03 GMT", 0.5, 3250],
    ["0", 0.5, 250],
    ["20", 0.5, 20_000],
    ["86400", 0, 20_000],
    ["99999999999999999999999999", 0, 20_000],
    ["Mon, 22 Nov 2027 18:00:00 GMT", 0, 20_000],
    ["soon", 0.5, 250],
    ["-5", 0.5, 250],
  ])("after `Retry-After: %s`, chance being %d, is %d ms", (header, random, pauseMs) => {
    expect(pauseBefore(1, asks(header), runtime(random))).toBe(pauseMs);
  });
});
