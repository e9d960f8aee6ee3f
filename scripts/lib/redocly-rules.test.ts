import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse, parseDocument, stringify } from "yaml";
import { locate } from "./generator/locate.ts";
import { lint } from "./generator/redocly.ts";
import type { SpecProblem } from "./generator/spec-error.ts";
import { fromRoot } from "./root.ts";

// An assertion that never fires is a defect: each rule of redocly.yaml meets every fault that it is there for, one change
// to a copy of openapi/ each. The copies are linted in one run, as the path items of one spec.

type Keys = readonly string[];

interface Change {
  /** The file that is changed, of a copy of openapi/. */
  readonly file: string;
  readonly keys: Keys;
  /** The new value; without it the key is taken away. */
  readonly value?: unknown;
}

interface Fault extends Change {
  /** What the report says of it, if not that the key is required. */
  readonly says?: string;
  /** The keys that lead to the reported place, if not those that were changed. */
  readonly at?: Keys;
  /** The other rule that the same change breaks. */
  readonly also?: string;
}

const template = "/v2/{project_id}/apic/instances/{instance_id}/plugins/{plugin_id}/detach";
const operation = "paths/plugins_{plugin_id}_detach.yaml";
const parameter = "components/parameters/PluginId.yaml";
const response = "components/responses/Forbidden.yaml"; // a shared answer; the operation's 404 is one of its own
const json = ["content", "application/json"];
const own = ["put", "responses", "404"];

/** One of the operation's keys is missing: the operation is the place. */
const without = (keys: Keys): Fault => ({ file: operation, keys: ["put", ...keys], at: ["put", ...keys.slice(0, -1)] });

/** The same fault in a shared answer and in one that the operation documents itself. */
const inErrors = ({ keys, at = keys, ...fault }: Omit<Fault, "file">): Fault[] => [
  { ...fault, file: response, keys, at },
  { ...fault, file: operation, keys: [...own, ...keys], at: [...own, ...at] },
];

const schema = [...json, "schema"];
const examples = [...json, "examples"];
const ref = (name: string) => ({ $ref: `../schemas/${name}.yaml` });
const textError = { schema: ref("ErrorResponse"), examples: { a: { value: { error_code: "a", error_msg: "" } } } };
const notJson = "application/json is required";
const notTheSchema = "$ref value should match";
const notAnObject = { file: operation, keys: ["put", "x-vendor"], says: "it must be an object" };

const faults: Readonly<Record<string, readonly Fault[]>> = {
  "rule/operation-describes-itself": [
    ...["operationId", "summary", "description", "tags"].map((key) => without([key])),
    { ...without(["externalDocs"]), also: "rule/vendor-page-has-a-title" },
    { ...without(["x-vendor"]), also: "rule/vendor-page-has-a-date" },
  ],
  "rule/operation-has-a-tag": [{ file: operation, keys: ["put", "tags"], value: [], says: "at least 1" }],
  "rule/vendor-page-has-a-title": [
    { ...without(["externalDocs", "description"]), says: "`description` is missing" },
    { ...without(["externalDocs", "url"]), says: "`url` is missing" },
  ],
  "rule/vendor-page-has-a-date": [
    { ...without(["x-vendor", "updated"]), says: "`updated` is missing" },
    { ...without(["x-vendor", "sdkName"]), says: "`sdkName` is missing" },
    { ...notAnObject, value: "2023-06-29" },
    { ...notAnObject, value: ["updated", "sdkName"] },
    { ...notAnObject, value: null },
  ],
  "rule/parameter-describes-itself": [
    { file: parameter, keys: ["description"], at: [] },
    { file: parameter, keys: ["example"], at: [] },
  ],
  "rule/request-body-has-an-example": [without(["requestBody", ...json, "example"])],
  "rule/operation-documents-every-status": [
    ...["400", "401", "403", "404", "500"].map((status) => without(["responses", status])),
    { ...without(["responses", "204"]), says: "no 2xx status is documented" },
  ],
  "rule/error-has-content": inErrors({ keys: ["content"], at: [] }),
  "rule/error-is-json": [
    ...inErrors({ keys: ["content"], value: {}, says: notJson }),
    { file: response, keys: ["content"], value: { "text/plain": textError }, says: notJson },
  ],
  "rule/error-uses-the-error-schema": [
    ...inErrors({ keys: schema, says: "Should be defined", at: examples }), // the next key's line
    ...inErrors({ keys: schema, value: { type: "object", description: "An error." }, says: notTheSchema }),
    {
      file: response,
      keys: schema,
      value: { allOf: [ref("ErrorResponse"), ref("ErrorResponse")] },
      says: notTheSchema,
    },
    { file: response, keys: schema, value: ref("Identifier"), says: notTheSchema, at: [...schema, "$ref"] },
  ],
  "rule/error-has-examples": [
    ...inErrors({ keys: examples, says: "Should be defined", at: schema }), // the media type's first line
    ...inErrors({ keys: examples, value: {}, says: "it is empty" }),
  ],
  "rule/error-example-is-keyed-by-its-code": [
    {
      file: response,
      keys: [...examples, "APIG.1005", "value", "error_code"],
      value: "APIG.1006",
      says: "`APIG.1005` holds `APIG.1006`",
      at: examples,
    },
    { file: response, keys: [...examples, "APIG.1005", "value"], says: "`APIG.1005` holds `undefined`", at: examples },
    {
      file: operation,
      keys: [...own, ...examples, "APIG.1"],
      value: {},
      says: "`APIG.1` holds",
      at: [...own, ...examples],
    },
  ],
};

/** What no rule must object to: the same shapes where they are no fault. */
const innocent: readonly Change[] = [
  {
    file: operation,
    keys: ["put", "responses", "200"],
    value: {
      description: "A text.",
      content: { "text/plain": { schema: { type: "string" }, examples: { any: { value: "" } } } },
    },
  },
  { file: operation, keys: ["put", "x-vendor", "updated"], value: null },
];

const describeChange = ({ file, keys, value }: Change) =>
  `${path.basename(file, ".yaml")} ${value === undefined ? "without" : "with"} ${keys.join(" ")}${value === undefined ? "" : ` ${JSON.stringify(value)}`}`;
const cases = Object.entries(faults).flatMap(([rule, of]) =>
  of.map((fault) => ({ rule, what: describeChange(fault), fault })),
);
const changes: readonly Change[] = [...cases.map(({ fault }) => fault), ...innocent];

let folder: string;
let problems: readonly SpecProblem[];
let untouched: readonly SpecProblem[];

/** The copy that holds a change. */
const copyOf = (change: Change) => path.join(folder, `copy-${changes.indexOf(change)}`);

/** What our own rules say about a copy. */
const reported = (change: Change) =>
  problems.filter(
    ({ rule, file }) => rule?.startsWith("rule/") && path.resolve(file ?? "").startsWith(copyOf(change) + path.sep),
  );

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "roma-apic-rules-"));
  const entry = parse(readFileSync(fromRoot("openapi/openapi.yaml"), "utf8"));
  entry.paths = {};
  for (const change of changes) {
    cpSync(fromRoot("openapi"), copyOf(change), { recursive: true });
    const file = path.join(copyOf(change), change.file);
    const document = parseDocument(readFileSync(file, "utf8"));
    if (change.value === undefined) document.deleteIn(change.keys);
    else document.setIn(change.keys, document.createNode(change.value));
    writeFileSync(file, document.toString({ lineWidth: 0 }));
    entry.paths[`/${path.basename(copyOf(change))}${template}`] = { $ref: path.join(copyOf(change), operation) };
  }
  cpSync(fromRoot("openapi"), path.join(folder, "openapi"), { recursive: true });
  const all = path.join(folder, "openapi/all.yaml");
  writeFileSync(all, stringify(entry));
  [problems, untouched] = await Promise.all([lint(all), lint(path.join(folder, "openapi/openapi.yaml"))]);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("the spec as it is has nothing that Redocly objects to", () => {
  expect(untouched).toEqual([]);
});

test("every rule of redocly.yaml has a fault here that makes it fire", () => {
  const { rules } = parse(readFileSync(fromRoot("redocly.yaml"), "utf8"));
  expect(Object.keys(faults).sort()).toEqual(
    Object.keys(rules)
      .filter((name) => name.startsWith("rule/"))
      .sort(),
  );
  for (const of of Object.values(faults)) expect(of).not.toHaveLength(0);
});

describe("fires at its place, and no other rule of ours does:", () => {
  test.each(cases)("$rule on $what", ({ rule, fault }) => {
    const { file, keys, at = keys, says = `${keys.at(-1)} is required`, also } = fault;
    const found = reported(fault);
    const place = locate(path.join(copyOf(fault), file), at);
    expect(found.filter((problem) => problem.rule === rule)).toEqual([
      { rule, message: expect.stringContaining(says), file: place.file, line: place.line, column: expect.any(Number) },
    ]);
    expect(new Set(found.map((problem) => problem.rule))).toEqual(new Set([rule, ...(also ? [also] : [])]));
  });
});

test.each(innocent.map((change) => [describeChange(change), change] as const))("no rule objects to %s", (_, change) => {
  expect(reported(change)).toEqual([]);
});
