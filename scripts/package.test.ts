import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { version } from "../src/version.ts";
import { embeddedSpec } from "./lib/embedded-spec.ts";
import { fromRoot } from "./lib/root.ts";

// What counts is the tarball on another team's machine: packed, installed in an empty project, and used from there.

const run = promisify(execFile);
let folder: string;
let packed: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "roma-apic-package-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: fromRoot() });
  // The build's own output comes first; npm's JSON is the rest.
  const [{ files }] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as [{ files: { path: string }[] }]; // npm's documented format
  packed = files.map((file) => file.path);
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await run("npm", ["install", "--prefer-offline", `./roma-apic-client-${version}.tgz`], { cwd: folder });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const node = (code: string) => run(process.execPath, ["--input-type=module", "--eval", code], { cwd: folder });

test("the package works in an empty project", async () => {
  const { stdout } = await node(`
    import { createRomaClient, isRomaError } from "roma-apic-client";
    const roma = createRomaClient({ baseUrl: "https://example.invalid", auth: "token", fetch: async () => new Response(null, { status: 204 }) });
    const ids = { project_id: "p", instance_id: "i", app_auth_id: "a" };
    console.log((await roma.cancelAuthorization(ids)).outcome);
    await roma.cancelAuthorization({ ...ids, app_auth_id: ".." }).catch((error) => console.log(isRomaError(error), error.name));
  `);
  expect(stdout).toBe("done\ntrue RomaInputError\n");
});

test("the spec is exported, and nothing else can be reached", async () => {
  const { stdout } = await node(`
    import { createRequire } from "node:module";
    const require = createRequire(process.cwd() + "/");
    const inside = ["dist/src/index.js", "dist/src/send.js", "generated/operations.ts"];
    console.log(JSON.stringify({
      spec: require("roma-apic-client/openapi.json"),
      version: require("roma-apic-client/package.json").version,
      reached: await Promise.all(inside.map((file) => import("roma-apic-client/" + file).catch((error) => error.code))),
    }));
  `);
  const refused = "ERR_PACKAGE_PATH_NOT_EXPORTED";
  expect(JSON.parse(stdout)).toEqual({ spec: await embeddedSpec(), version, reached: [refused, refused, refused] });
});

test("the package holds what a consumer needs, and neither tests nor tools", () => {
  expect(packed).toEqual(
    expect.arrayContaining(["LICENSE", "README.md", "package.json", "dist/src/index.js", "dist/src/index.d.ts"]),
  );
  expect(
    packed.filter((file) => !/^(dist|src|generated)\/|^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(file)),
  ).toEqual([]);
  expect(packed.filter((file) => file.includes(".test."))).toEqual([]);
});
