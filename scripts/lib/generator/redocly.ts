import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fromRoot } from "../root.ts";
import { SpecError, type SpecProblem } from "./spec-error.ts";

const config = fromRoot("redocly.yaml");
const cli = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Redocly's CLI, its public interface: its library is bundled into it and not published with it. */
function redocly(args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, ...args, "--config", config],
      { env, maxBuffer: 2 ** 28 },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
        resolve({ exitCode, stdout, stderr });
      },
    );
  });
}

interface LintReport {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly severity: "error" | "warn";
    readonly message: string;
    readonly location: readonly {
      readonly source: { readonly ref: string };
      readonly start?: { readonly line: number; readonly col: number };
    }[];
  }[];
}

/** All that Redocly objects to, warnings included: a warning that nobody has to mend is noise. */
export async function lint(entry: string): Promise<SpecProblem[]> {
  const { stdout, stderr } = await redocly(["lint", entry, "--format=json"]);
  let report: LintReport;
  try {
    report = JSON.parse(stdout) as LintReport; // Redocly's own documented format
  } catch {
    throw new SpecError([{ message: `Redocly could not lint ${entry}:\n${stderr || stdout}` }]);
  }
  return report.problems.map(({ ruleId, message, location: [location] }) => ({
    message,
    rule: ruleId,
    ...(location && { file: location.source.ref }),
    ...(location?.start && { line: location.start.line, column: location.start.col }),
  }));
}

/** The whole spec as one document, its files' parts under `components`. */
export async function bundle(entry: string): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(path.join(tmpdir(), "roma-apic-bundle-"));
  try {
    const output = path.join(folder, "openapi.json");
    const { exitCode, stderr } = await redocly(["bundle", entry, "--output", output]);
    if (exitCode !== 0) throw new SpecError([{ message: `Redocly could not bundle ${entry}:\n${stderr}` }]);
    return JSON.parse(await readFile(output, "utf8")) as Record<string, unknown>; // a document that was linted
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
