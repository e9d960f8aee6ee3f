import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { Cursor } from "./lib/generator/cursor.ts";
import { readOperations } from "./lib/generator/operations.ts";
import { fromRoot } from "./lib/root.ts";
import { connecting, endScripts, run } from "./lib/testing.ts";

// The scripts as processes of their own, run from another folder than the project's.

const script = (name: string) => fromRoot("scripts", `${name}.ts`);
const elsewhere = { cwd: tmpdir() };
const spec = JSON.parse(readFileSync(fromRoot("generated/openapi.json"), "utf8"));
const operations = readOperations(Cursor.at(spec));
const documented = operations.flatMap(({ successes, errors }) => [
  ...successes.map(({ status }) => `${status}`),
  ...errors.flatMap(({ status, codes }) => codes.map(({ code }) => `${status} ${code}`)),
]);

/** A copy of the project with an output of its own, for a spec that is wrong and for what must not touch the real one. */
let project: string;
const copied = (name: string) => path.join(project, "scripts", `${name}.ts`);

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), "roma-apic-cli-"));
  for (const name of ["scripts", "openapi", "generated", "redocly.yaml", "package.json"])
    cpSync(fromRoot(name), path.join(project, name), { recursive: true });
  for (const name of ["src", "contract-tests", "node_modules"])
    symlinkSync(fromRoot(name), path.join(project, name), "dir");
  mkdirSync(path.join(project, "dist"));
  writeFileSync(path.join(project, "dist/kept.js"), "");
});
afterEach(endScripts);
afterAll(() => rmSync(project, { recursive: true }));

describe("npm start", () => {
  test("shows every documented answer of the spec in a line, and exits 0", async () => {
    const { exitCode, stdout, stderr } = await run(script("start"), [], elsewhere).ended;
    const lines = [...stdout.matchAll(/^ {2}✓ (\d{3}) +(\S*) +(?:done|rejected|unknown) /gm)];
    expect(lines.map(([, status, code]) => `${status} ${code}`.trim())).toEqual(documented);
    for (const { operationId, descriptor } of operations)
      expect(stdout).toContain(`\n${operationId}  ${descriptor.method} ${descriptor.path}\n`);
    expect(stdout).toContain(`\n✓ ${documented.length} of ${documented.length} answers came out as documented\n`);
    expect([exitCode, stderr]).toEqual([0, ""]);
  }, 120_000);

  test("exits 1 and says which, where answers do not come out as documented", async () => {
    const wrong = structuredClone(spec);
    const [first, second] = operations.map(
      ({ descriptor: { path, method } }) => wrong.paths[path][method.toLowerCase()],
    );
    // The key promises a code that the example doesn't hold; and a success that the client's own spec does not know.
    const [example] = Object.values<{ value: { error_code: string } }>(
      first.responses["404"].content["application/json"].examples,
    );
    if (example) example.value.error_code = "APIG.0000";
    second.responses["206"] = { description: "Partly." };
    writeFileSync(path.join(project, "generated/openapi.json"), JSON.stringify(wrong));

    const { exitCode, stdout } = await run(copied("start"), [], elsewhere).ended;
    const total = documented.length + 1;
    expect(stdout).toContain(`\n✗ ${total - 2} of ${total} answers came out as documented\n`);
    expect(stdout.match(/^ {2}✓/gm)).toHaveLength(total - 2);
    expect(stdout).toMatch(/^ {2}✗ 404 {2}APIG\.0000 .*\n +documented: 404 APIG\.\d{4} rejected$/m);
    expect(stdout).toMatch(/^ {2}✗ .* unknown .*\n +documented: 206 {2}done$/m);
    expect(exitCode).toBe(1);
  }, 120_000);
});

describe("npm run mock", () => {
  test("prints its url and a command, stays up until it is stopped, and ends with 0 and a free port", async () => {
    const untilStoppedBy = async (signal: NodeJS.Signals) => {
      const mock = run(script("mock"), [], elsewhere);
      const [, url = ""] = await mock.says(/listens on (http:\/\/127\.0\.0\.1:\d+) /);
      await mock.says(/ {2}curl -i -X .*\n(?: {4}-H .*\n)+/);
      await mock.says(new RegExp(` {4}-H 'Prefer: code=404, example=APIG.*\n +'${url}/v2/.*'\n`));
      expect(await connecting(url)).toBe("connected");
      mock.kill(signal);
      expect(await mock.ended).toMatchObject({ exitCode: 0, signal: null, stderr: "" });
      expect(await connecting(url)).toBe("ECONNREFUSED");
    };
    await Promise.all([untilStoppedBy("SIGINT"), untilStoppedBy("SIGTERM")]);
  }, 120_000);

  test("takes the port that it is told to, and says in one line where that is taken", async () => {
    const first = run(script("mock"), [], elsewhere);
    const [, url = "", port = ""] = await first.says(/(http:\/\/127\.0\.0\.1:(\d+)) /);
    const second = await run(script("mock"), ["--port", port], elsewhere).ended;
    expect(second.exitCode).toBe(1);
    expect(second.stderr).toMatch(new RegExp(`^the mock can't listen on port ${port}: .*EADDRINUSE.*\n$`));
    first.kill("SIGTERM");
    await first.ended;
    const third = run(script("mock"), [`--port=${port}`], elsewhere);
    expect((await third.says(/listens on (\S+)/))[1]).toBe(url);
  }, 120_000);
});

test("npm run dev serves what is in openapi/, and ends with 0 and a free port", async () => {
  const dev = run(copied("dev"), [], elsewhere);
  const [, url = ""] = await dev.says(/✓ serving on (http:\/\/127\.0\.0\.1:\d+);/);
  await dev.says(/until you press Ctrl-C/);
  expect(await connecting(url)).toBe("connected");
  dev.kill("SIGINT");
  expect(await dev.ended).toMatchObject({ exitCode: 0, signal: null, stderr: "" });
  expect(await connecting(url)).toBe("ECONNREFUSED");
}, 120_000);

test("npm run bench:storm says what became of the calls, and draws the same chart each time", async () => {
  const storm = () =>
    run(copied("bench/storm"), ["--clients=4", "--control=2", "--seconds=3", "--write"], elsewhere).ended;
  const chart = () => readFileSync(path.join(project, "docs/retry-storm.svg"), "utf8");
  const first = await storm();
  expect(first).toMatchObject({ exitCode: 0, stderr: "" });
  expect(first.stdout).toMatch(/^budget of 40 +4 .* 1\.1\d +-?\d\.\d s .*\nno budget +2 .* [23]\.\d\d +\d\.\d s /m);
  expect(first.stdout).toMatch(/^✓ with the budget/m);
  const drawn = chart();
  rmSync(path.join(project, "docs"), { recursive: true });
  expect((await storm()).stdout).toBe(first.stdout);
  expect(chart()).toBe(drawn);
}, 120_000);

test("every script refuses what it does not understand, in one line and before anything is done", async () => {
  const scripts = ["", "bench"]
    .flatMap((folder) => readdirSync(fromRoot("scripts", folder)).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.replace(/\.ts$/, ""));
  const unknown = /^Unknown option '--nonsense'; this script takes (?:no options|--\w+(?:, --\w+)*)\n$/;
  const port = /^--port must be a port number, or 0 to let the system choose\n$/;
  const cases = [
    ...scripts.map((name) => ({ name, argument: "--nonsense", says: unknown })),
    {
      name: "bench/cost",
      argument: "--base=nonsense",
      says: /^--base must be a revision that git knows: nonsense is none\n$/,
    },
    ...["mock", "dev"].map((name) => ({ name, argument: "--port=abc", says: port })),
  ];
  const before = generatedFiles();
  // In the copy, and without a PATH to find `npm` in: should it be taken for a wish, nothing comes of it.
  const refused = async ({ name, argument, says }: (typeof cases)[number]) => {
    const { exitCode, stdout, stderr } = await run(copied(name), [argument], { ...elsewhere, env: {} }).ended;
    expect({ name, exitCode, stdout, stderr }).toEqual({
      name,
      exitCode: 1,
      stdout: "",
      stderr: expect.stringMatching(says),
    });
  };
  const half = Math.ceil(cases.length / 2);
  const inTurn = async (some: typeof cases) => {
    for (const each of some) await refused(each);
  };
  await Promise.all([inTurn(cases.slice(0, half)), inTurn(cases.slice(half))]);
  expect(readdirSync(path.join(project, "dist"))).toEqual(["kept.js"]);
  expect(generatedFiles()).toEqual(before);
}, 120_000);

const generatedFiles = () =>
  readdirSync(path.join(project, "generated")).map((name) =>
    readFileSync(path.join(project, "generated", name), "utf8"),
  );
