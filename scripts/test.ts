import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { readOptions } from "./lib/command-line.ts";
import { fromRoot } from "./lib/root.ts";
import { cross, style, tick } from "./lib/style.ts";

// Everything that must hold, in the order of how soon it tells: `npm test`.

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const quick: readonly Step[] = [
  { name: "lint (Biome)", command: ["npm", "run", "--silent", "lint"] },
  { name: "lint of the spec (Redocly)", command: ["npm", "run", "--silent", "lint:openapi"] },
  { name: "generated/ is fresh", command: ["npm", "run", "--silent", "generate", "--", "--check"] },
  { name: "types (tsc)", command: ["npm", "run", "--silent", "typecheck"] },
];

const jest: Step = {
  name: "tests",
  command: ["npm", "run", "--silent", "jest", "--", "--json", "--outputFile=.reports/jest.json"],
};

readOptions({});
await mkdir(fromRoot(".reports"), { recursive: true });
const failed: string[] = [];
console.log(style("dim", `Checking ${quick.map(({ name }) => name).join(", ")} …`));
await Promise.all(quick.map((step) => check(step)));
console.log(style("bold", "\nUnit and contract tests (Jest)"));
if ((await run(jest, "inherit")).exitCode !== 0) failed.push(jest.name);
console.log(failed.length === 0 ? `\n${tick()} everything holds` : `\n${cross()} failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs a quick step; its output is of interest only where it fails. */
async function check(step: Step): Promise<void> {
  const started = performance.now();
  const { exitCode, output } = await run(step, "pipe");
  const seconds = style("dim", `${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (exitCode === 0) console.log(`${tick()} ${step.name} ${seconds}`);
  else {
    failed.push(step.name);
    console.log(`${cross()} ${step.name} ${seconds}\n${output.trim()}\n`);
  }
}

function run(
  { command: [program = "", ...args] }: Step,
  stdio: "pipe" | "inherit",
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: fromRoot(),
      stdio: ["ignore", stdio, stdio],
      shell: process.platform === "win32",
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
