import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { fromRoot } from "./root.ts";
import { endScripts, run } from "./testing.ts";

let folder: string;
let script: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "roma-apic-command-line-"));
  script = path.join(folder, "script.mjs");
  const from = pathToFileURL(fromRoot("scripts/lib/command-line.ts")).href;
  writeFileSync(
    script,
    `import { readOptions, readPort } from ${JSON.stringify(from)};
const { port, check } = readOptions({ port: { type: "string", default: "0" }, check: { type: "boolean" } });
console.log(JSON.stringify({ port: readPort(port), check }));
`,
  );
});
afterEach(endScripts);
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["nothing", [], { port: 0 }],
  ["a port and a flag", ["--port", "4010", "--check"], { port: 4010, check: true }],
  ["the last port that there is", ["--port=65535"], { port: 65_535 }],
])("options are read: %s", async (_, args, values) => {
  const { exitCode, stdout, stderr } = await run(script, args).ended;
  expect([exitCode, JSON.parse(stdout), stderr]).toEqual([0, values, ""]);
});

const takes = "this script takes --port, --check";
const notAPort = "--port must be a port number, or 0 to let the system choose";
test.each([
  ["an unknown option", ["--nonsense"], `Unknown option '--nonsense'; ${takes}`],
  ["an unknown letter", ["-p", "1"], `Unknown option '-p'; ${takes}`],
  ["a stray word", ["4010"], `Unexpected argument '4010'; ${takes}`],
  ["a port without a value", ["--port"], `Option '--port <value>' argument missing; ${takes}`],
  ["an option for a port", ["--port", "--check"], `Option '--port' argument is ambiguous; ${takes}`],
  ["a value for a flag", ["--check=1"], `Option '--check' does not take an argument; ${takes}`],
  ...["abc", "", " ", "1e3", "4010.5", "0x10", "-1", "65536"].map((port): [string, string[], string] => [
    `the port "${port}"`,
    [`--port=${port}`],
    notAPort,
  ]),
])("is refused in one line, without a stack trace: %s", async (_, args, why) => {
  const { exitCode, stdout, stderr } = await run(script, args).ended;
  expect([exitCode, stdout, stderr]).toEqual([1, "", `${why}\n`]);
});
