import { cross, style, tick } from "../style.ts";
import { heapBoundBytes, megabytes } from "./footprint.ts";
import { wrongs } from "./judge.ts";
import type { SoakResult } from "./soak.ts";
import type { CallRecord, Counts, Tally } from "./tally.ts";

// What a soak has to say, for people.

/** Why a soak has failed; empty where it has not. */
export function failuresOf({ tally, growth, strangers }: SoakResult, unhandled = 0): string[] {
  return [
    ...(tally.wrongCalls > 0 ? [`${number(tally.wrongCalls)} wrong outcomes`] : []),
    ...(strangers > 0 ? [`${number(strangers)} requests that were of no call, or of one that had ended before`] : []),
    ...growth.map((what) => `more than before: ${what}`),
    ...(unhandled > 0 ? [`${number(unhandled)} unhandled rejections`] : []),
  ];
}

export function progressLine({ calls, retries, wrongCalls, late }: Tally, ms: number, resting?: string): string {
  const rate = resting ?? `${number(Math.round(calls / (ms / 1000)))}/s`;
  const seconds = `${Math.floor(ms / 1000)} s`.padStart(5);
  return `${seconds}  ${number(calls)} calls, ${rate}, ${number(retries)} retries, ${late} late, ${wrongCalls} wrong`;
}

export function renderResult(result: SoakResult, warnings: readonly string[], unhandled: number): string {
  const { tally, footprints, strangers } = result;
  const { calls, retries, sentByFetch, outcomes, unknown, misled } = tally;
  const allUnknown = percent(unknown.acted + unknown.notActed, calls);
  const truth = `${number(unknown.acted)} were in fact done, ${number(unknown.notActed)} were not`;
  const failures = failuresOf(result, unhandled);
  const [start, rest, end] = footprints;
  const from = (key: "sockets" | "connections" | "listeners") =>
    `${end?.[key] ?? "not measured"} (at the start ${start?.[key]})`;
  const resources = (counts: Readonly<Counts> | undefined) =>
    counts
      ? Object.entries(counts)
          .map(([type, count]) => `${count} ${type}`)
          .join(", ")
      : "not measured";
  const rows: [name: string, value: string][] = [
    ["calls", `${number(calls)}, ${number(Math.round(calls / result.seconds))}/s, ${number(retries)} retries`],
    ["outcomes", share(outcomes, calls)],
    ["unknown", `${allUnknown} of the calls; of them ${truth}`],
    ["wrong outcomes", number(tally.wrongCalls)],
    ["late ends", number(tally.late)],
    [
      "by fetch",
      `${number(sentByFetch)} requests were sent again by \`fetch\` itself, as a 421 allows, and not counted`,
    ],
    ["misled", `${misled} POSTs were done twice, by a server that had acted and said (by 421, 503) that it had not`],
    ["strangers", `${strangers} requests of no call, or of one that had ended`],
    ["sockets", from("sockets")],
    ["connections", `${from("connections")}, as the server counts them`],
    ["listeners", `${from("listeners")}, to a signal that lives as long as the program`],
    ["active", `${resources(end?.resources)} (at the start ${resources(start?.resources)})`],
    ["heap", heapRow(rest?.heapBytes, end?.heapBytes)],
    ["unhandled", `${unhandled} rejections`],
    ["warnings", warnings.length === 0 ? "none" : warnings.join("; ")],
  ];
  return [
    `\n${style("bold", "Faults")}\n${columns(tally.faults)}`,
    `\n${style("bold", "Result")}`,
    ...rows.map(([name, value]) => `  ${name.padEnd(15)} ${value}`),
    ...Object.entries(tally.wrong).map(([kind, count]) =>
      style("red", `  ${number(count)} × ${wrongs[kind as keyof typeof wrongs]}`),
    ), // its keys
    ...tally.samples.map(sampleOf),
    "",
    failures.length === 0 ? `${tick()} nothing wrong` : `${cross()} ${failures.join("; ")}`,
  ].join("\n");
}

function heapRow(rest: number | undefined, end: number | undefined): string {
  if (rest === undefined || end === undefined) return "not measured";
  return `${megabytes(end)} (after the warm-up ${megabytes(rest)}; may grow by ${megabytes(heapBoundBytes)})`;
}

function sampleOf({
  call,
  operationId,
  asked,
  handed,
  claim,
  error,
  wrong,
}: CallRecord & { wrong: readonly string[] }) {
  return [
    style("red", `\n  call ${call}, ${operationId}: ${wrong.join(", ")}`),
    `    asked  ${JSON.stringify(asked)}`,
    `    server ${JSON.stringify(handed)}`,
    `    client ${JSON.stringify(claim)} ${error ?? ""}`,
  ].join("\n");
}

const number = (count: number): string => count.toLocaleString("en").replaceAll(",", " ");
const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

const byCount = (counts: Counts) => Object.entries(counts).sort(([, one], [, other]) => other - one);

const share = (counts: Counts, whole: number): string =>
  byCount(counts)
    .map(([name, count]) => `${name} ${number(count)} (${percent(count, whole)})`)
    .join(", ");

/** Names with their counts, in two columns, the most frequent first. */
function columns(counts: Counts): string {
  const cells = byCount(counts).map(([name, count]) => `${number(count).padStart(7)}  ${name.padEnd(44)}`);
  const rows = Math.ceil(cells.length / 2);
  return Array.from({ length: rows }, (_, row) => `${cells[row]}${cells[row + rows] ?? ""}`.trimEnd()).join("\n");
}
