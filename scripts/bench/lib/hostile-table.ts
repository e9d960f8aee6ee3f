import type { PromiseNumber } from "../../../contract-tests/support/hostile/case.ts";
import type { Score, Tally } from "./side-by-side.ts";

const promiseNames: Readonly<Record<PromiseNumber, string>> = {
  1: "Success is the documented status",
  2: "A call reaches its path, or none",
  3: "No redirect is followed",
  4: "The credential stays where it belongs",
  5: "Everything ends",
  6: "Retries help, and do no harm",
  7: "Not found is not always gone",
  8: "The server's text is safe to show",
  10: "What the spec forbids is not sent",
};

/** The scores as rows: a heading, a row per promise, and the total. */
function rowsOf(scores: readonly Score[]): string[][] {
  const numbers = (Object.keys(promiseNames).map(Number) as PromiseNumber[]).filter((promise) =>
    scores.some(({ promises }) => promises[promise]),
  ); // the keys of a record of promises
  return [
    ["", ...scores.map(({ client }) => client)],
    ...numbers.map((promise) => [
      `${promise}. ${promiseNames[promise]}`,
      ...scores.map(({ promises }) => fraction(promises[promise] ?? { held: 0, total: 0 })),
    ]),
    ["Total", ...scores.map((score) => `${fraction(score)}, ${percentage(score)} %`)],
  ];
}

const fraction = ({ held, total }: Tally): string => `${held}/${total}`;

/** Rounded down, so that one case in many that isn't held isn't 100 %. */
const percentage = ({ held, total }: Tally): number => (total === 0 ? 0 : Math.floor((100 * held) / total));

/** For a terminal. */
export function toText(scores: readonly Score[]): string {
  const rows = rowsOf(scores);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
}

/** For the README. */
export function toMarkdown(scores: readonly Score[]): string {
  const [heading = [], ...rows] = rowsOf(scores);
  const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  const total = rows.pop() ?? [];
  return [
    line(heading),
    `|---|${"--:|".repeat(scores.length)}`,
    ...rows.map(line),
    line(total.map((cell) => `**${cell}**`)),
  ].join("\n");
}

/** Each case that a client doesn't hold, and why. */
export function missesOf({ client, missed }: Score): string {
  const lines = missed.map(({ promise, id, why }) => `  ${promise}  ${id}: ${why}`);
  return [`${client} doesn't hold ${missed.length}:`, ...lines].join("\n");
}
