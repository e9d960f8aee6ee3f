import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { fromRoot } from "./lib/root.ts";
import { endScripts, run } from "./lib/testing.ts";

// The command as a process, in a copy of the project, since it writes a report. Its pieces have tests of their own.

let project: string;
let script: string;
beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), "roma-apic-soak-"));
  script = path.join(project, "scripts/soak.ts");
  for (const name of ["scripts", "generated", "package.json"])
    cpSync(fromRoot(name), path.join(project, name), { recursive: true });
  for (const name of ["src", "node_modules"]) symlinkSync(fromRoot(name), path.join(project, name), "dir");
});
afterEach(endScripts);
afterAll(() => rmSync(project, { recursive: true }));

test("Ctrl-C ends a soak: it tells the result so far, writes the report, and leaves nothing running", async () => {
  const soak = run(script, ["--seed", "7", "--seconds", "3600", "--concurrency", "8"]);
  await soak.says(/^Soak with seed 7: 3600 s, 8 calls at a time/m);
  soak.kill("SIGINT");
  // The server writes to the same pipes, so this is not the end before it is gone too.
  const { exitCode, stdout, stderr } = await soak.ended;
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/wrong outcomes +0\n/);
  expect(stdout).toContain("✓ nothing wrong\n");
  const report = JSON.parse(readFileSync(path.join(project, ".reports/soak.json"), "utf8"));
  expect(report).toMatchObject({ seed: 7, concurrency: 8, failures: [], tally: { wrongCalls: 0 } });
}, 30_000);

test.each([
  [["--seconds", "0"], "--seconds must be a whole number, 1 or more"],
  [["--concurrency", "many"], "--concurrency must be a whole number, 1 or more"],
  [["--seed", "1.5"], "--seed must be a whole number, 0 or more"],
  [["--sed", "1"], "Unknown option '--sed'; this script takes --seconds, --concurrency, --seed"],
])(
  "an option that makes no sense is refused: %j",
  async (args, why) => {
    const { exitCode, stdout, stderr } = await run(script, args).ended;
    expect([exitCode, stdout, stderr]).toEqual([1, "", `${why}\n`]);
  },
  30_000,
);
