import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, expect, test } from "@jest/globals";
import { fromRoot } from "../lib/root.ts";
import { endScripts, run } from "../lib/testing.ts";

// The side-by-side run as a process of its own, with a few of its cases.

const bench = (...args: string[]) => run(fromRoot("scripts/bench/hostile.ts"), args, { cwd: tmpdir() }).ended;
const clients = /^ +roma-apic-client \S+ +openapi-fetch \S+ +ky \S+ +hey-api \S+$/m;

afterEach(endScripts);

test("what works, works with every client: each is used right", async () => {
  const { exitCode, stdout } = await bench("--only=done-", "--verbose");
  expect(stdout).toMatch(clients);
  expect(stdout).toMatch(/^Total +((\d+)\/\2, 100 % *){4}$/m);
  expect(stdout.match(/doesn't hold 0:/g)).toHaveLength(4);
  expect(stdout).toMatch(/✓ roma-apic-client \S+ holds all of them\n$/);
  expect(exitCode).toBe(0);
}, 120_000);

test("with --verbose, each case that isn't held is named, and why", async () => {
  const { exitCode, stdout } = await bench("--only=body-empty-404", "--verbose");
  expect(stdout).toMatch(/openapi-fetch \S+ doesn't hold 1:\n {2}1 {2}body-empty-404: reported success\n/);
  expect(exitCode).toBe(0);
}, 120_000);

test("nothing is left of the generated client", () => {
  expect(readdirSync(fromRoot(".reports")).filter((name) => name.startsWith("hey-api-"))).toEqual([]);
});

test.each([
  ["an unknown option", ["--nonsense"], "Unknown option '--nonsense'; this script takes --verbose, --write, --only"],
  [
    "a pattern without cases",
    ["--only=nonsense"],
    "--only must be what the ids of some cases begin with, such as `redirect-`",
  ],
  ["a part of the table", ["--only=done-", "--write"], "--write is for a run of all cases, without --only"],
])(
  "%s is refused in one line, and nothing is played",
  async (_, args, why) => {
    expect(await bench(...args)).toMatchObject({ exitCode: 1, stdout: "", stderr: `${why}\n` });
  },
  120_000,
);
