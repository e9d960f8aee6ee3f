import { writeFileSync } from "node:fs";
import path from "node:path";
import { readCoverage } from "./coverage.ts";
import { toHtml } from "./coverage-html.ts";
import { toMarkdown } from "./coverage-markdown.ts";
import { toTable } from "./coverage-table.ts";
import { keptMock } from "./kept-mock.ts";
import { coverageHtml, coverageMarkdown, coverageNotes } from "./reports.ts";

/** What Jest says of the run, as far as it is used here; Jest exports no type for it. */
interface GlobalConfig {
  readonly testNamePattern?: string;
  readonly testPathPatterns: { isSet(): boolean };
  readonly onlyChanged: boolean;
  readonly onlyFailures: boolean;
  readonly findRelatedTests: boolean;
  readonly shard?: object;
}

/** Once per run, after the last test: ends the mock and reports what the contract tests have covered. */
export default async function globalTeardown(config: GlobalConfig): Promise<void> {
  await keptMock()?.close();
  if (!isWholeRun(config)) {
    console.log("\nContract coverage is reported by a run of all contract tests; this one was of some.");
    return;
  }
  const report = readCoverage(coverageNotes);
  writeFileSync(coverageMarkdown, toMarkdown(report));
  writeFileSync(coverageHtml, toHtml(report));
  process.stdout.write(`\n${toTable(report, process.stdout.isTTY === true)}\n`);
  process.stdout.write(`As a page: ${path.relative(process.cwd(), coverageHtml)}\n`);
  // Below 100 % the run fails, also where every test passed: something that the spec says has no test.
  if (report.holes.length > 0) process.exitCode = 1;
}

function isWholeRun({
  testNamePattern,
  testPathPatterns,
  onlyChanged,
  onlyFailures,
  shard,
  findRelatedTests,
}: GlobalConfig): boolean {
  return !(testNamePattern || testPathPatterns.isSet() || onlyChanged || onlyFailures || shard || findRelatedTests);
}
