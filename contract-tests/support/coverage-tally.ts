import type { Cell, CoverageReport, CoveredCell } from "./coverage.ts";

/** So many covered of so many. */
export interface Tally {
  readonly covered: number;
  readonly total: number;
}

/** The groups of cells, in the order in which every rendering shows them. */
export const groups = ["answers", "parameters", "body"] as const satisfies readonly Cell["group"][];

/** Counts the cells, or those of one group. */
export function tally(cells: readonly CoveredCell[], group?: Cell["group"]): Tally {
  const counted = group === undefined ? cells : cells.filter((cell) => cell.group === group);
  return { covered: counted.filter(({ covered }) => covered).length, total: counted.length };
}

/** Whole per cent, rounded down: one hole in a thousand cells must not read as 100. No cells are no coverage. */
export const percent = ({ covered, total }: Tally): number => (total === 0 ? 0 : Math.floor((100 * covered) / total));

/** Whether there is nothing left to cover. Of no cells at all this can't be said. */
export const isComplete = ({ covered, total }: Tally): boolean => total > 0 && covered === total;

/** `3/4`, or a dash where there is nothing to count: `0/0` reads as a failure. */
export const fraction = ({ covered, total }: Tally): string => (total === 0 ? "–" : `${covered}/${total}`);

/** The whole report as one sentence's worth of text. */
export const totalOf = ({ covered, total }: CoverageReport): string =>
  `${covered} of ${total} (${percent({ covered, total })} %)`;

/** The cells of one group by their item, in the spec's order, the body as a whole before its fields. */
export function byItem(
  cells: readonly CoveredCell[],
  group: Cell["group"],
): [item: string, cells: readonly CoveredCell[]][] {
  const items = new Map<string, CoveredCell[]>();
  for (const cell of cells) {
    if (cell.group === group) items.set(cell.item, [...(items.get(cell.item) ?? []), cell]);
  }
  return [...items].sort(([a], [b]) => Number(b === "body") - Number(a === "body"));
}
