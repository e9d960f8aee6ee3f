import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { createRomaClient } from "../roma-client.ts";
import { safeCause } from "./safe-cause.ts";

const secret = "canary-token+5f3c/";
const secrets = [secret];

describe("what holds no credential stays as it is", () => {
  const socket = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET", socket: { bytesRead: 0 } });
  test.each([
    [
      "a failed fetch",
      new TypeError("fetch failed", { cause: Object.assign(new Error("?"), { code: "ECONNREFUSED" }) }),
    ],
    ["several failures", new AggregateError([new Error("one"), new Error("two")], "all failed")],
    ["a socket's error", socket],
    ["an error of another realm", runInNewContext("new TypeError('failed')")],
    ["a text", "failed"],
    ["null", null],
    ["nothing", undefined],
  ])("%s", (_, cause) => {
    expect(safeCause(cause, secrets)).toBe(cause);
  });
});

describe("what holds a credential, or could hide one, says the same without it", () => {
  const failure = (more: object) => Object.assign(new RangeError(`failed with ${secret}`), { code: "E_ODD", ...more });
  const hidden = Object.defineProperty(new Error("failed"), "request", { value: `token ${secret}`, enumerable: false });
  const endless: Record<string, unknown> = {};
  endless.self = endless;
  test.each([
    ["in its message", failure({}), "failed with [redacted]"],
    ["in a hidden field", hidden, "failed"],
    ["in its cause", new Error("failed", { cause: new Error(secret) }), "failed"],
    ["in a list", new AggregateError([new Error(secret)], "failed"), "failed"],
    ["in headers", Object.assign(new Error("failed"), { headers: new Headers({ "X-Auth-Token": secret }) }), "failed"],
    ["in a closure", Object.assign(new Error("failed"), { retry: () => secret }), "failed"],
    ["too deep to be seen", Object.assign(new Error("failed"), { endless }), "failed"],
    ["as a text", secret, "[redacted]"],
  ])("%s", (_, cause, message) => {
    const safe = safeCause(cause, secrets);
    expect(safe).toBeInstanceOf(Error);
    expect((safe as Error).message).toBe(message); // as was just seen
    expect(inspect(safe, { depth: null, showHidden: true })).not.toContain(secret);
  });

  test("and keeps its name and code", () => {
    expect(safeCause(failure({}), secrets)).toMatchObject({ name: "RangeError", code: "E_ODD" });
  });
});

test("a `fetch` that quotes the request it was given does not get the token into an error", async () => {
  const fetch = async (url: string, init: RequestInit) => {
    throw Object.assign(new Error(`no mock for ${url} ${JSON.stringify(init.headers)}`), { init });
  };
  const roma = createRomaClient({ baseUrl: "https://h.example", auth: secret, fetch });
  const ids = { project_id: "p", instance_id: "i", app_auth_id: "a" };
  const error = await roma.cancelAuthorization(ids).catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    name: "RomaConnectionError",
    cause: { message: expect.stringContaining("[redacted]") },
  });
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain(secret);
});
