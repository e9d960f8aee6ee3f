import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import createClient from "openapi-fetch";
import type { paths } from "../../generated/schema.ts";
import { readOptions, refuse } from "../lib/command-line.ts";
import { fromRoot } from "../lib/root.ts";
import { style } from "../lib/style.ts";
import { type Bundle, bundle } from "./lib/bundle.ts";
import { type Contender, type Measured, measure } from "./lib/rounds.ts";

// What the client costs: the bundle that a page loads, and the time of one call, beside what else there is. With --base REF
// also what it cost in another revision, in the same run.

type Client = typeof import("../../src/index.ts");
type Send = (url: string, init?: RequestInit) => Promise<Response>;

const { base } = readOptions({ base: { type: "string" } });
if (base !== undefined) checkRevision(base); // before there is anything to clean up
const folders = [{ name: "this client", folder: fromRoot() }];
const scratch = await mkdtemp(path.join(tmpdir(), "roma-cost-"));
const server = spawn(process.execPath, [
  "--eval",
  `const server = require("node:http").createServer((request, response) => response.writeHead(204).end());
   server.listen(0, "127.0.0.1", () => console.log(server.address().port));`,
]);

try {
  if (base !== undefined) folders.push({ name: `at ${base}`, folder: await checkOut(base) });
  const bundles = await measureBundles();
  const stub = await measureCalls("http://127.0.0.1", async () => new Response(null, { status: 204 }), 2000);
  const [port] = (await once(server.stdout, "data")) as [Buffer]; // what the server prints first
  const loopback = await measureCalls(`http://127.0.0.1:${String(port).trim()}`, undefined, 200);
  await mkdir(fromRoot(".reports"), { recursive: true });
  await writeFile(fromRoot(".reports/cost.json"), `${JSON.stringify({ bundles, stub, loopback }, undefined, 2)}\n`);
} finally {
  server.kill();
  if (folders.length > 1) execFileSync("git", ["worktree", "remove", "--force", path.join(scratch, "base")], inRoot());
  await rm(scratch, { recursive: true });
}

function inRoot() {
  return { cwd: fromRoot(), stdio: "pipe" } as const;
}

function checkRevision(ref: string): void {
  try {
    execFileSync("git", ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`], inRoot());
  } catch {
    refuse(`--base must be a revision that git knows: ${ref} is none`);
  }
}

async function checkOut(ref: string): Promise<string> {
  const folder = path.join(scratch, "base");
  execFileSync("git", ["worktree", "add", "--detach", folder, ref], inRoot());
  await symlink(fromRoot("node_modules"), path.join(folder, "node_modules"));
  return folder;
}

async function measureBundles(): Promise<Record<string, Bundle>> {
  const plainToken = `import { createRomaClient } from "./src/index.ts";
    globalThis.roma = createRomaClient({ region: "cn-north-4", auth: globalThis.token });`;
  const bundles: Record<string, Bundle> = {};
  for (const { name, folder } of folders) bundles[name] = await bundle(plainToken, folder);
  const openapiFetch = 'import createClient from "openapi-fetch"; globalThis.client = createClient;';
  bundles["openapi-fetch alone"] = await bundle(openapiFetch, fromRoot());
  console.log(style("bold", "The bundle of a client with a plain token, all five operations"));
  for (const [name, { minified, gzipped }] of Object.entries(bundles))
    console.log(`  ${name.padEnd(22)} ${kB(minified)} minified, ${kB(gzipped)} gzipped`);
  const [own] = Object.values(bundles);
  for (const [module, bytes] of own?.modules.slice(0, 12) ?? [])
    console.log(style("dim", `    ${kB(bytes)}  ${module}`));
  return bundles;
}

/** One call, each in its own way: in turns, beside a bare `fetch` that has a time limit and looks at the status. */
async function measureCalls(baseUrl: string, stub: Send | undefined, runs: number): Promise<Measured[]> {
  const send: Send = stub ?? fetch;
  const ids = { project_id: "p", instance_id: "i", app_auth_id: "a" };
  const url = `${baseUrl}/v1/p/apic/instances/i/app-auths/a`;
  const headers = { "X-Auth-Token": "a-token" };
  const contenders: Contender[] = [
    {
      name: "bare fetch",
      async run() {
        const response = await send(url, { method: "DELETE", headers, signal: AbortSignal.timeout(30_000) });
        if (response.status !== 204) throw new Error(`status ${response.status}`);
      },
    },
  ];
  for (const { name, folder } of folders) {
    const { createRomaClient } = (await import(path.join(folder, "src/index.ts"))) as Client; // the same module, perhaps older
    const roma = createRomaClient({ baseUrl, auth: "a-token", ...(stub && { fetch: stub }) });
    contenders.push({ name, run: () => roma.cancelAuthorization(ids) });
  }
  const plain = createClient<paths>({ baseUrl, headers, ...(stub && { fetch: ({ url }) => stub(url) }) });
  const route = "/v1/{project_id}/apic/instances/{instance_id}/app-auths/{app_auth_id}";
  contenders.push({ name: "openapi-fetch", run: () => plain.DELETE(route, { params: { path: ids } }) });
  const measured = await measure(contenders, { rounds: 21, runs });
  console.log(
    style("bold", `\nOne call ${stub ? "with a stub for fetch" : "over loopback"} (median, middle half, ratio)`),
  );
  for (const { name, median, low, high, ratio } of measured) {
    const spread = `${low.toFixed(1)} – ${high.toFixed(1)}`.padEnd(16);
    console.log(`  ${name.padEnd(22)} ${median.toFixed(1).padStart(7)} µs   ${spread} ${ratio.toFixed(2)}`);
  }
  return measured;
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(5)} kB`;
}
