import type { CoverageReport, CoveredCell } from "./coverage.ts";
import type { SpecOperation } from "./spec.ts";

// Small reports made by hand, of two operations that no spec has, for the tests of what shows a report.

export const page = {
  url: "https://vendor.example/delete?a=1&b=2",
  title: "Deleting",
  updated: "2024-05-06",
  sdkName: "Delete",
};

export const deleteThing: SpecOperation = {
  operationId: "deleteThing",
  method: "DELETE",
  path: "/v2/things/{thing_id}",
  page,
  parameters: [{ name: "thing_id", in: "path", required: true, schema: { type: "string" }, example: "1" }],
  body: undefined,
  answers: [{ status: 204 }, { status: 404, exampleKey: "X.3001", body: { error_msg: "gone" } }],
  statuses: [204, 404],
  errorSchemas: {},
  responseHeaders: [],
  credentialHeader: undefined,
};

const putThing: SpecOperation = {
  ...deleteThing,
  operationId: "putThing",
  method: "PUT",
  page: { ...page, url: "https://vendor.example/put", title: "Putting" },
  body: {
    required: true,
    schema: { type: "object", properties: { name: { type: "string" } } },
    example: { name: "a" },
  },
  answers: [{ status: 204 }],
};

export const deleteCells = cells("deleteThing", [
  ["answers", "204", "answered"],
  ["answers", "404 X.3001", "answered"],
  ["parameters", "thing_id", "sent"],
  ["parameters", "thing_id", "maxLength"],
]);

const putCells = cells("putThing", [
  ["answers", "204", "answered"],
  ["parameters", "thing_id", "sent"],
  ["body", "body.name", "sent"],
  ["body", "body", "required"],
]);

/** Cells of one operation, all covered. */
export function cells(operationId: string, all: [CoveredCell["group"], string, string][]): CoveredCell[] {
  return all.map(([group, item, check]) => ({ operationId, group, item, check, covered: true }));
}

/** A report of these rows, with its sums. */
export function reportOf(...rows: CoverageReport["rows"]): CoverageReport {
  const all = rows.flatMap((row) => row.cells);
  const holes = all.filter(({ covered }) => !covered);
  return { rows, covered: all.length - holes.length, total: all.length, holes };
}

/** The cells with one check of one item turned into a hole. */
export const without = (all: readonly CoveredCell[], item: string, check: string): CoveredCell[] =>
  all.map((cell) => (cell.item === item && cell.check === check ? { ...cell, covered: false } : cell));

/** Everything covered. */
export const complete = reportOf(
  { operation: deleteThing, cells: deleteCells },
  { operation: putThing, cells: putCells },
);

/** Without a limit on a parameter, an answer, and every cell of the body. */
export const holed = reportOf(
  { operation: deleteThing, cells: without(without(deleteCells, "thing_id", "maxLength"), "404 X.3001", "answered") },
  { operation: putThing, cells: without(without(putCells, "body.name", "sent"), "body", "required") },
);
