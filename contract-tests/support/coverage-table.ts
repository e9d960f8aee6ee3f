import type { Cell, CoverageReport, CoveredCell } from "./coverage.ts";
import { fraction, groups, isComplete, tally, totalOf } from "./coverage-tally.ts";

/** Leaves the other columns room within 100. */
const longestName = 60;

type Paint = (text: string) => string;

interface Palette {
  readonly good: Paint;
  readonly bad: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
}

const plain: Palette = { good: String, bad: String, strong: String, faint: String };

const ansi: Palette = {
  good: (text) => `\u001b[32m${text}\u001b[39m`,
  bad: (text) => `\u001b[31m${text}\u001b[39m`,
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
  faint: (text) => `\u001b[2m${text}\u001b[22m`,
};

/**
 * The coverage report as a table for the terminal, under 100 columns wide, the holes one per line below it.
 *
 * @param colour - Whether to use ANSI colours; the text is the same.
 */
export function toTable(report: CoverageReport, colour: boolean): string {
  const paint = colour ? ansi : plain;
  const names = report.rows.map(({ operation }) => shortened(operation.operationId));
  const width = Math.max("Contract coverage".length, ...names.map((name) => name.length));
  const header = ["Contract coverage".padEnd(width), ...groups.map((group) => group.padStart(columnWidth))].join("");
  const rows = report.rows.map(({ cells }, index) => `${(names[index] ?? "").padEnd(width)}${counts(cells, paint)}`);
  const done = isComplete(report);
  return [
    paint.strong(header),
    ...rows,
    paint.faint("─".repeat(header.length + 3)),
    `${paint.strong(`Total ${totalOf(report)}`)} ${mark(done, paint)}`,
    ...(report.holes.length === 0
      ? []
      : [paint.bad(`Holes (${report.holes.length}):`), ...report.holes.map((hole) => holeLine(hole, paint))]),
  ].join("\n");
}

const columnWidth = 12;

// Padded before it is painted, for escape codes have a length but no width.
function counts(cells: readonly CoveredCell[], paint: Palette): string {
  const columns = groups.map((group) => {
    const counted = tally(cells, group);
    const text = fraction(counted).padStart(columnWidth);
    if (counted.total === 0) return paint.faint(text);
    return isComplete(counted) ? text : paint.bad(text);
  });
  return `${columns.join("")}  ${mark(isComplete(tally(cells)), paint)}`;
}

const mark = (good: boolean, paint: Palette): string => (good ? paint.good("✓") : paint.bad("✗"));

const holeLine = ({ operationId, item, check }: Cell, paint: Palette): string =>
  `  ${paint.bad("✗")} ${operationId}  ${item}  ${check}`;

const shortened = (name: string): string => (name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`);
