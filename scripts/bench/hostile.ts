import { mkdir, readFile, writeFile } from "node:fs/promises";
import { catalogue } from "../../contract-tests/support/hostile/catalogue.ts";
import { readOptions, refuse } from "../lib/command-line.ts";
import { fromRoot } from "../lib/root.ts";
import { cross, style, tick } from "../lib/style.ts";
import { heyApi } from "./lib/hey-api.ts";
import { missesOf, toMarkdown, toText } from "./lib/hostile-table.ts";
import { ky } from "./lib/ky.ts";
import { withSection } from "./lib/marked-section.ts";
import { openapiFetch } from "./lib/openapi-fetch.ts";
import { ours } from "./lib/ours.ts";
import { type Score, sideBySide } from "./lib/side-by-side.ts";

// The hostile cases, side by side: the same servers and callers for this client and for those that people use instead.

/** Most of the time is spent on waiting for clients that don't end. */
const atATime = 16;

const {
  verbose = false,
  write = false,
  only,
} = readOptions({ verbose: { type: "boolean" }, write: { type: "boolean" }, only: { type: "string" } });
const cases = catalogue.filter(({ id }) => only === undefined || id.startsWith(only));
if (cases.length === 0) refuse("--only must be what the ids of some cases begin with, such as `redirect-`");
if (write && only !== undefined) refuse("--write is for a run of all cases, without --only");

const generated = await heyApi();
const started = performance.now();
const scores = await sideBySide(cases, [ours, openapiFetch, ky, generated], atATime).finally(generated.remove);
const seconds = ((performance.now() - started) / 1000).toFixed(0);

console.log(`${cases.length} hostile cases in ${seconds} s, and how many of them each client holds:\n`);
console.log(toText(scores));
if (verbose) for (const score of scores) console.log(`\n${missesOf(score)}`);
if (only === undefined) await keep(scores);
if (write) await publish(scores);

const [own] = scores;
const all = own !== undefined && own.held === own.total;
console.log(`\n${all ? `${tick()} ${own.client} holds all of them` : `${cross()} ${own && missesOf(own)}`}`);
if (!verbose) console.log(style("dim", "With -- --verbose: each case that isn't held, and why."));
// Clients without a limit still wait for what never comes.
process.exit(all ? 0 : 1);

async function keep(scores: readonly Score[]): Promise<void> {
  await mkdir(fromRoot(".reports"), { recursive: true });
  await writeFile(fromRoot(".reports/hostile.json"), `${JSON.stringify(scores, undefined, 2)}\n`);
}

async function publish(scores: readonly Score[]): Promise<void> {
  const readme = fromRoot("README.md");
  await writeFile(readme, withSection(await readFile(readme, "utf8"), "hostile", toMarkdown(scores)));
}
