import type { Cell, CoverageReport, CoveredCell } from "./coverage.ts";
import { byItem, fraction, groups, tally, totalOf } from "./coverage-tally.ts";

/** The coverage report as a Markdown page, for reading in a review or a job summary. */
export function toMarkdown(report: CoverageReport): string {
  const sections = [
    "# Contract coverage",
    "Each answer, parameter, body field and constraint that the spec documents is one cell, covered once a contract test has seen it hold.",
    `**${totalOf(report)}** covered.`,
    table(report),
    "## Holes",
    report.holes.length === 0 ? "There are none." : report.holes.map(hole).join("\n"),
    "## What was seen",
    ...report.rows.flatMap(({ operation, cells }) => [`### ${code(operation.operationId)}`, seen(cells)]),
  ];
  return `${sections.join("\n\n")}\n`;
}

function table({ rows }: CoverageReport): string {
  const lines = rows.map(({ operation, cells }) => {
    const { operationId, method, path } = operation;
    const counts = groups.map((group) => fraction(tally(cells, group)));
    return row([inTable(code(operationId)), inTable(code(`${method} ${path}`)), ...counts]);
  });
  return [
    row(["Operation", "Request", "Answers", "Parameters", "Body"]),
    row(["---", "---", "--:", "--:", "--:"]),
    ...lines,
  ].join("\n");
}

const row = (columns: readonly string[]): string => `| ${columns.join(" | ")} |`;

const hole = ({ operationId, item, check }: Cell): string => `- ${code(operationId)}: ${code(item)}, ${code(check)}`;

function seen(cells: readonly CoveredCell[]): string {
  const answers = cells.filter(({ group, covered }) => group === "answers" && covered).map(({ item }) => code(item));
  const inputs = [...byItem(cells, "parameters"), ...byItem(cells, "body")].flatMap(([item, ofItem]) => {
    const checks = ofItem.filter(({ covered }) => covered).map(({ check }) => code(check));
    return checks.length === 0 ? [] : [`- ${code(item)}: ${checks.join(", ")}`];
  });
  const lines = [...(answers.length === 0 ? [] : [`- Answers: ${answers.join(", ")}`]), ...inputs];
  return lines.length === 0 ? "Nothing." : lines.join("\n");
}

/** A code span, in which nothing of the spec's text is markup; its fence is longer than any run of backticks within. */
function code(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** A bar ends a table's cell even inside a code span. */
const inTable = (markdown: string): string => markdown.replaceAll("|", "\\|");
