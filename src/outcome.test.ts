import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { isRomaError } from "./errors/roma-error.ts";
import type { CallOptions } from "./operation-types.ts";
import { createRomaClient } from "./roma-client.ts";

// What became of a call, for every way in which it can end after every history of attempts. The tables are written by hand:
// D done, G already gone, R rejected, U unknown, N not sent. A history names what the earlier attempts ended with.

type Step = () => Promise<Response>;
const json = (status: number, error_code: string): Step => {
  return async () => Response.json({ error_code, error_msg: "no" }, { status });
};
const bare = (status: number): Step => {
  return async () => new Response(null, { status });
};

const steps: Record<string, Step> = {
  refused: () => Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })),
  reset: () => Promise.reject(new TypeError("fetch failed")),
  timeout: () => new Promise(() => {}),
  "204": bare(204),
  "202": bare(202),
  "302": bare(302),
  "400": json(400, "APIG.2011"),
  "401": json(401, "APIG.1002"),
  "403": json(403, "APIG.1005"),
  "404": json(404, "APIG.3009"),
  "404 (ignored)": json(404, "APIG.3009"),
  "404, other code": json(404, "APIG.3030"),
  "404, other code (ignored)": json(404, "APIG.3030"),
  "404, gateway's": bare(404),
  "404, gateway's (ignored)": bare(404),
  "408": bare(408),
  "429": bare(429),
  "500": json(500, "APIG.9999"),
  "500t": json(500, "APIG.9003"), // transient
  "502": bare(502),
  "503": bare(503),
  "504": bare(504),
};

const removal = `
ends with, after          | nothing | refused | reset | timeout | 408 | 429 | 500t | 502 | 503 | 504 | refused+refused | refused+503 | 503+refused | reset+502
204                       |    D    |    D    |   D   |    D    |  D  |  D  |  D   |  D  |  D  |  D  |        D        |      D      |      D      |     D
404                       |    R    |    R    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        R        |      U      |      U      |     U
404 (ignored)             |    G    |    G    |   G   |    G    |  G  |  G  |  G   |  G  |  G  |  G  |        G        |      G      |      G      |     G
404, other code           |    R    |    R    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        R        |      U      |      U      |     U
404, other code (ignored) |    R    |    R    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        R        |      U      |      U      |     U
404, gateway's            |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
404, gateway's (ignored)  |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
400                       |    R    |    R    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        R        |      U      |      U      |     U
401                       |    R    |    R    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        R        |      U      |      U      |     U
403                       |    R    |    R    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        R        |      U      |      U      |     U
500                       |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
500t                      |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
408                       |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
429                       |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
502                       |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
503                       |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
504                       |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
202                       |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
302                       |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
refused                   |    N    |    N    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        N        |      U      |      U      |     U
reset                     |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
timeout                   |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
no token                  |    N    |    N    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        N        |      U      |      U      |     U
abort before sending      |    N    |    N    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        N        |      U      |      U      |     U
abort while sending       |    U    |    U    |   U   |    U    |  U  |  U  |  U   |  U  |  U  |  U  |        U        |      U      |      U      |     U
`;

// A POST is sent again after these alone.
const post = `
ends with, after          | nothing | refused | 429 | 503 | refused+refused | 503+refused | 429+503
204                       |    D    |    D    |  D  |  D  |        D        |      D      |    D
404                       |    R    |    R    |  U  |  U  |        R        |      U      |    U
400                       |    R    |    R    |  U  |  U  |        R        |      U      |    U
500t                      |    U    |    U    |  U  |  U  |        U        |      U      |    U
502                       |    U    |    U    |  U  |  U  |        U        |      U      |    U
refused                   |    N    |    N    |  U  |  U  |        N        |      U      |    U
reset                     |    U    |    U    |  U  |  U  |        U        |      U      |    U
timeout                   |    U    |    U    |  U  |  U  |        U        |      U      |    U
no token                  |    N    |    N    |  U  |  U  |        N        |      U      |    U
abort before sending      |    N    |    N    |  U  |  U  |        N        |      U      |    U
abort while sending       |    U    |    U    |  U  |  U  |        U        |      U      |    U
`;

const outcomes: Record<string, string> = { D: "done", G: "already-gone", R: "rejected", U: "unknown", N: "not-sent" };

/** The cells of a table: what the last attempt ends with, what the earlier ones ended with, and the outcome. */
function cellsOf(table: string): [end: string, history: string, outcome: string][] {
  const [head = [], ...rows] = table
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  return rows.flatMap(([end = "", ...cells]) =>
    cells.map((cell, index): [string, string, string] => [end, head[index + 1] ?? "", outcomes[cell] ?? cell]),
  );
}

/** Makes the call whose attempts end so, and says what it said of itself. */
async function outcomeOf(
  method: "cancelAuthorization" | "unpublishLiveDataApi",
  end: string,
  history: readonly string[],
) {
  const caller = new AbortController();
  const earlier = history.map((name) => steps[name] ?? bare(0));
  let attempts = 0;
  const roma = createRomaClient({
    region: "cn-north-4",
    defaults: { project_id: "p", instance_id: "i" },
    maxRetries: history.length,
    timeoutMs: 1000,
    auth: () => {
      if (end === "no token" && attempts === history.length) throw new Error("the vault is closed");
      return "canary-token+5f3c/";
    },
    onAttempt: ({ attempt }) => {
      if (end === "abort before sending" && attempt === history.length) caller.abort();
    },
    fetch: () => {
      const step = earlier[attempts++];
      if (step) return step();
      if (end === "abort while sending") caller.abort();
      return (steps[end] ?? (() => new Promise(() => {})))();
    },
  });
  if (end === "abort before sending" && history.length === 0) caller.abort();
  const options: CallOptions = { signal: caller.signal, ignoreNotFound: end.includes("(ignored)") };
  const call =
    method === "cancelAuthorization"
      ? roma.cancelAuthorization({ app_auth_id: "a" }, options)
      : roma.unpublishLiveDataApi({ ld_api_id: "a" }, options);
  const said = call.catch((error: unknown) => error);
  await jest.advanceTimersByTimeAsync(10_000);
  const result = await said;
  const { outcome, attempts: told } = isRomaError(result) ? result : await call;
  return { outcome, told, attempts };
}

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe.each([
  ["a removal that does no more harm twice than once", "cancelAuthorization", removal],
  ["a POST", "unpublishLiveDataApi", post],
] as const)("%s", (_, method, table) => {
  test.each(cellsOf(table))("that ends with %s, after %s, is %s", async (end, history, outcome) => {
    const earlier = history === "nothing" ? [] : history.split("+");
    const requests = earlier.length + (end === "no token" || end === "abort before sending" ? 0 : 1);
    const expected = { outcome, told: requests, attempts: requests };
    await expect(outcomeOf(method, end, earlier)).resolves.toEqual(expected);
  });
});

test("the tables name nothing that isn't there", () => {
  const special = ["no token", "abort before sending", "abort while sending"];
  const known = [...Object.keys(steps), ...special, "nothing"];
  const cells = [...cellsOf(removal), ...cellsOf(post)];
  expect(cells.length).toBe(25 * 14 + 11 * 7);
  for (const [end, history, outcome] of cells) {
    for (const name of [end, ...history.split("+")]) expect(known).toContain(name);
    expect(Object.values(outcomes)).toContain(outcome);
  }
});
