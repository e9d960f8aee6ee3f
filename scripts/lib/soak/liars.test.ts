import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type CallOptions, isRomaError, type OperationResult, RomaResponseError } from "../../../src/index.ts";
import { type Caller, honestCaller, type MakeCaller } from "./caller.ts";
import { createDriver } from "./drive.ts";
import type { Wrong } from "./judge.ts";
import { type SoakServer, startSoakServer } from "./server-process.ts";
import type { Counts } from "./tally.ts";

// Clients that lie, each in one way. A soak that finds nothing is worth something only if it finds these.

const seed = 4711;
const calls = 120;
let server: SoakServer;
beforeAll(async () => {
  server = await startSoakServer(seed);
}, 120_000);
afterAll(() => server.close());

/** The honest client without retries, whose pauses only take time. */
const unretried: MakeCaller = (options) => {
  const honest = honestCaller(options);
  return (operationId, inputs, given) => honest(operationId, inputs, { ...given, maxRetries: 0 });
};

/** The honest client, but for what becomes of a call in its hands. */
const lying =
  (lie: (call: (options?: CallOptions) => Promise<OperationResult>, operationId: string) => unknown): MakeCaller =>
  (options) => {
    const honest = honestCaller(options);
    const caller = async (operationId: string, inputs: object, given: CallOptions) =>
      lie((own = {}) => honest(operationId, inputs, { ...given, maxRetries: 0, ...own }), operationId);
    return caller as Caller; // what it gives may be no result: that is the lie
  };

/** The honest client, but for its errors: what a lie makes of one is a result if returned, an error if thrown. */
const twisting = (lie: (error: Error & Record<string, unknown>) => unknown): MakeCaller =>
  lying((call) => call().catch(lie)); // every error of the client is an object

const throwing = (error: object, change: object) => {
  throw Object.assign(error, change);
};

const liars: [what: string, liar: MakeCaller, wrong: Wrong[]][] = [
  [
    "takes what it does not know for a refusal",
    twisting((error) => throwing(error, error.outcome === "unknown" ? { outcome: "rejected" } : {})),
    ["rejected-but-acted", "rejected-but-not"],
  ],
  [
    "takes every 2xx and 3xx for a success",
    twisting((error) => {
      if (error instanceof RomaResponseError && error.status < 400) return { ...error, outcome: "done" };
      throw error;
    }),
    ["done-but-not"],
  ],
  [
    "sends a POST again whatever happened",
    lying(async (call, operationId) => {
      const again = operationId === "unpublishLiveDataApi";
      return again ? call().catch((error) => (error.outcome === "unknown" ? call() : Promise.reject(error))) : call();
    }),
    ["post-again", "acted-twice", "attempts"],
  ],
  [
    "takes any failed connection for a request that was not sent",
    twisting((error) => throwing(error, error.name === "RomaConnectionError" ? { outcome: "not-sent" } : {})),
    ["not-sent-but-was"],
  ],
  [
    "takes every 404 for what was asked for",
    twisting((error) => {
      if (error.status === 404) return { ...error, outcome: "already-gone" };
      throw error;
    }),
    ["gone-but-not"],
  ],
  ["never knows", twisting((error) => throwing(error, { outcome: "unknown" })), ["timid", "not-refused"]],
  [
    "throws what `fetch` throws",
    twisting(({ cause, message }) => {
      throw cause ?? new Error(message);
    }),
    ["foreign-error"],
  ],
  ["counts from 0", twisting((error) => throwing(error, { attempts: Number(error.attempts) - 1 })), ["attempts"]],
  ["has no limit of retries", lying((call) => call({ maxRetries: 5 })), ["too-often"]],
  ["says that an error is fine", twisting((error) => ({ ...error })), ["foreign-outcome"]],
  [
    "mends what it should refuse",
    (options) => {
      const honest = unretried(options);
      return (operationId, inputs, given) =>
        honest(operationId, inputs, given).catch((error) => {
          if (!isRomaError(error) || error.name !== "RomaInputError") throw error;
          const parameter = String((error as unknown as Counts).parameter); // as every RomaInputError has it
          return honest(operationId, { ...inputs, [parameter]: "mended" }, given);
        });
    },
    ["not-refused"],
  ],
  [
    "is afraid of slashes",
    (options) => {
      const honest = unretried(options);
      return (operationId, inputs, given) => {
        const slash = Object.entries(inputs).find(([, value]) => String(value).includes("/"));
        return honest(operationId, slash ? { ...inputs, [slash[0]]: ".." } : inputs, given);
      };
    },
    ["refused"],
  ],
  [
    "goes elsewhere",
    (options) => {
      const fetch: typeof options.fetch = (url, init) =>
        options.fetch?.(`${url}/..`, init) ?? globalThis.fetch(url, init);
      return unretried({ ...options, fetch });
    },
    ["astray"],
  ],
  [
    "follows redirects",
    (options) => {
      const fetch: typeof options.fetch = (url, init) =>
        (options.fetch ?? globalThis.fetch)(url, { ...init, redirect: "follow" });
      return unretried({ ...options, fetch });
    },
    ["astray"],
  ],
];

let firstCall = 0;
/** What a soak with this client finds. */
async function found(makeCaller: MakeCaller, noEndMs = 20_000): Promise<string[]> {
  const driver = createDriver({ seed, concurrency: 40, server, makeCaller, firstCall, noEndMs });
  firstCall += calls;
  await driver.run((begun) => begun < calls);
  return Object.keys(driver.tally.wrong);
}

test.each(liars)(
  "a soak finds out a client that %s",
  async (_, liar, wrong) => {
    expect(await found(liar)).toEqual(expect.arrayContaining(wrong));
  },
  120_000,
);

test("a soak finds out a client that never ends", async () => {
  expect(
    await found(
      lying(() => new Promise(() => {})),
      50,
    ),
  ).toEqual(["no-end"]);
});

test("and nothing about one that is honest", async () => {
  expect(await found(honestCaller)).toEqual([]);
}, 120_000);
