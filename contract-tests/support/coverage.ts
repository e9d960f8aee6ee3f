import { appendFileSync, readFileSync } from "node:fs";
import { operations, type SpecAnswer, type SpecOperation } from "./spec.ts";
import { violationsOf } from "./violations.ts";

/** One thing that the spec says and that a test must have seen to hold. */
export interface Cell {
  readonly operationId: string;
  readonly group: "answers" | "parameters" | "body";
  /** What it is about: `404 APIG.3004`, `app_id`, `body.api_ids[]`. */
  readonly item: string;
  /** What a test has seen: `answered`, `sent`, or the keyword by which a bad value was refused. */
  readonly check: string;
}

export const answerItem = ({ status, exampleKey }: SpecAnswer): string =>
  exampleKey === undefined ? String(status) : `${status} ${exampleKey}`;

/** Everything that must be covered, computed from the spec: never a list to keep up. */
export function cellsOf(operation: SpecOperation): Cell[] {
  const { operationId } = operation;
  const refusals = violationsOf(operation).map(
    ({ group, item, keyword }): Cell => ({ operationId, group, item, check: keyword }),
  );
  const sent = (group: "parameters" | "body", items: readonly string[]) =>
    items.map((item): Cell => ({ operationId, group, item, check: "sent" }));
  return [
    ...operation.answers.map(
      (answer): Cell => ({ operationId, group: "answers", item: answerItem(answer), check: "answered" }),
    ),
    ...sent(
      "parameters",
      operation.parameters.map(({ name }) => name),
    ),
    ...sent(
      "body",
      Object.keys(operation.body?.schema.properties ?? {}).map((name) => `body.${name}`),
    ),
    ...refusals,
  ];
}

/** Where this run's tests note what they have seen; set by the global set-up. */
export const coverageFile = () => process.env.CONTRACT_COVERAGE_FILE;

/** Notes that a test has seen something hold. Called after the assertions, never before. */
export function covered(cell: Cell): void {
  const file = coverageFile();
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(cell)}\n`);
}

export interface CoverageReport {
  readonly rows: readonly { readonly operation: SpecOperation; readonly cells: readonly CoveredCell[] }[];
  readonly covered: number;
  readonly total: number;
  readonly holes: readonly Cell[];
}

export interface CoveredCell extends Cell {
  readonly covered: boolean;
}

/** Holds what the tests noted in `file` against what the spec asks for. */
export function readCoverage(file: string): CoverageReport {
  const seen = new Set(
    readFileSync(file, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => keyOf(JSON.parse(line) as Cell)),
  ); // written by `covered`
  const rows = operations.map((operation) => ({
    operation,
    cells: cellsOf(operation).map((cell) => ({ ...cell, covered: seen.has(keyOf(cell)) })),
  }));
  const cells = rows.flatMap((row) => row.cells);
  const holes = cells.filter((cell) => !cell.covered);
  return { rows, covered: cells.length - holes.length, total: cells.length, holes };
}

const keyOf = ({ operationId, item, check }: Cell): string => [operationId, item, check].join("\n");
