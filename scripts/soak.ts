import { mkdir, writeFile } from "node:fs/promises";
import { readCount, readOptions } from "./lib/command-line.ts";
import { fromRoot } from "./lib/root.ts";
import { showProgress } from "./lib/soak/progress.ts";
import { failuresOf, progressLine, renderResult } from "./lib/soak/report.ts";
import { soak } from "./lib/soak/soak.ts";
import { untilStopped } from "./lib/until-stopped.ts";

// The client for a minute against a server that misbehaves at random, and that knows what it did: `npm run soak`. What
// the client says of each call is held against that.

const texts = readOptions({
  seconds: { type: "string", default: "60" },
  concurrency: { type: "string", default: "64" },
  seed: { type: "string", default: String(Date.now() % 1_000_000) },
});
const seconds = readCount("seconds", texts.seconds);
const concurrency = readCount("concurrency", texts.concurrency);
const seed = readCount("seed", texts.seed, 0);

let stop = false;
let unhandled = 0;
const warnings: string[] = [];
void untilStopped().then(() => {
  stop = true;
});
process.on("unhandledRejection", () => void unhandled++);
process.on("warning", ({ name, message }) => warnings.push(`${name}: ${message}`));

console.log(`Soak with seed ${seed}: ${seconds} s, ${concurrency} calls at a time. Ctrl-C ends it early.`);
const started = performance.now();
let progress: ReturnType<typeof showProgress> | undefined;
const result = await soak({
  seed,
  concurrency,
  seconds,
  stopped: () => stop,
  onStart(tally, rest) {
    progress = showProgress(() => progressLine(tally, performance.now() - started, rest()));
  },
});
progress?.end();
console.log(renderResult(result, warnings, unhandled));
const failures = failuresOf(result, unhandled);
const report = fromRoot(".reports/soak.json");
await mkdir(fromRoot(".reports"), { recursive: true });
await writeFile(report, `${JSON.stringify({ ...result, failures, unhandled, warnings }, null, 2)}\n`);
// Not left to end by itself: what a client has forgotten may hold it for long.
process.exit(failures.length > 0 ? 1 : 0);
