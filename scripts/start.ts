import {
  createRomaClient,
  type ErrorOutcome,
  isRomaApiError,
  isRomaError,
  type OperationResult,
} from "../src/index.ts";
import { readOptions } from "./lib/command-line.ts";
import { embeddedSpec } from "./lib/embedded-spec.ts";
import { exampleInputs, preferenceFor } from "./lib/examples.ts";
import { Cursor } from "./lib/generator/cursor.ts";
import { type OperationModel, readOperations } from "./lib/generator/operations.ts";
import { startMock } from "./lib/mock-server.ts";
import { cross, style, tick } from "./lib/style.ts";

// The main job, end to end and on this machine alone: every operation through the generated client against the mock, once
// with success and once per documented error.

interface Documented {
  readonly status: number;
  readonly code?: string;
  readonly outcome: "done" | ErrorOutcome;
}

interface Seen extends Documented {
  readonly message: string;
}

readOptions({});
const spec = await embeddedSpec();
const mock = await startMock(spec);
const client = createRomaClient({ baseUrl: mock.url, auth: "a-token-for-the-mock" });
const operations = readOperations(Cursor.at(spec));
let right = 0;
let total = 0;

console.log(`Prism serves the spec on ${mock.url}; ${operations.length} operations, every documented answer:`);
for (const operation of operations) {
  const { operationId, descriptor } = operation;
  console.log(`\n${style("bold", operationId)}  ${style("dim", `${descriptor.method} ${descriptor.path}`)}`);
  for (const documented of documentedAnswers(operation)) {
    const started = performance.now();
    const seen = await perform(operation, documented);
    const ms = performance.now() - started;
    const asDocumented =
      seen.status === documented.status && seen.code === documented.code && seen.outcome === documented.outcome;
    total += 1;
    if (asDocumented) right += 1;
    console.log(row(asDocumented, seen, ms));
    if (!asDocumented)
      console.log(
        style("red", `      documented: ${documented.status} ${documented.code ?? ""} ${documented.outcome}`),
      );
  }
}
await mock.close();
console.log(`\n${right === total ? tick() : cross()} ${right} of ${total} answers came out as documented`);
if (right !== total) process.exitCode = 1;

function documentedAnswers({ successes, errors }: OperationModel): Documented[] {
  return [
    ...successes.map(({ status }) => ({ status, outcome: "done" as const })),
    ...errors.flatMap(({ status, codes }) =>
      codes.map(({ code }) => ({ status, code, outcome: status < 500 ? ("rejected" as const) : ("unknown" as const) })),
    ),
  ];
}

/** One call with the spec's example inputs; the mock is told which documented answer to give. */
async function perform(operation: OperationModel, { status, code }: Documented): Promise<Seen> {
  const { operationId } = operation;
  const methods = client as unknown as Record<string, (inputs: object, options: object) => Promise<OperationResult>>; // one per operation of the spec
  const headers = { Prefer: preferenceFor(status, code) };
  try {
    const result = await methods[operationId]?.(exampleInputs(operation), { headers });
    if (result?.outcome !== "done") throw new Error(`${operationId} gave no result`);
    return { status: result.status, outcome: result.outcome, message: "" };
  } catch (error) {
    if (isRomaApiError(error))
      return { status: error.status, code: error.code, outcome: error.outcome, message: error.message };
    if (isRomaError(error)) return { status: 0, outcome: error.outcome, message: error.message };
    throw error;
  }
}

function row(asDocumented: boolean, { status, code = "", outcome, message }: Seen, ms: number): string {
  const colour = outcome === "done" ? "green" : outcome === "rejected" ? "yellow" : "magenta";
  const text = message.replace(/^\w+: \d+ \S+ /, "").replace(/ \([^()]*\)$/, "");
  return `  ${asDocumented ? tick() : cross()} ${status}  ${code.padEnd(9)}  ${style(colour, outcome.padEnd(8))}  ${ms.toFixed(1).padStart(6)} ms  ${style("dim", text.slice(0, 70))}`.trimEnd();
}
