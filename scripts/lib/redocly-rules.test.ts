import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Document, parse, parseDocument, stringify } from "yaml";
import { locate } from "./generator/locate.ts";
import { lint } from "./generator/redocly.ts";
import type { SpecProblem } from "./generator/spec-error.ts";
import { fromRoot } from "./root.ts";

// An assertion that never fires is a defect: every rule of redocly.yaml meets each of the faults that it is there for.
// A fault is one change to a copy of openapi/. All copies are linted in one run, as the path items of one spec.

const template = "/v2/{project_id}/apic/instances/{instance_id}/plugins/{plugin_id}/detach";
const operation = "paths/plugins_{plugin_id}_detach.yaml";
const parameter = "components/parameters/PluginId.yaml";
const shared = "components/responses/Forbidden.yaml";
const json = ["content", "application/json"];
const own404 = ["put", "responses", "404"];
const ownSchema = { type: "object", description: "An error.", properties: { error_code: { type: "string" } } };

interface Fault {
  readonly what: string;
  readonly file: string;
  readonly change: (document: Document) => void;
  /** The keys that lead to the place that the report must name. */
  readonly at: readonly string[];
  /** What the message must say of the fault. */
  readonly says: string;
}

const without = (file: string, keys: readonly string[], at = keys.slice(0, -1), says = ""): Fault => ({
  what: `${file.split("/")[1]} without ${keys.join(".")}`,
  file,
  change: (document) => document.deleteIn(keys),
  at,
  says: says || `${keys.at(-1)} is required`,
});
const having = (file: string, keys: readonly string[], value: unknown, says: string, at = keys): Fault => ({
  what: `${file.split("/")[1]} with ${keys.join(".")} ${JSON.stringify(value)}`,
  file,
  change: (document) => document.setIn(keys, document.createNode(value)),
  at,
  says,
});

const faults: Readonly<Record<string, readonly Fault[]>> = {
  "rule/operation-describes-itself": [
    ...["operationId", "summary", "description", "tags", "externalDocs", "x-vendor"].map((key) =>
      without(operation, ["put", key]),
    ),
  ],
  "rule/operation-has-a-tag": [having(operation, ["put", "tags"], [], "")],
  "rule/vendor-page-has-a-title": [
    without(operation, ["put", "externalDocs", "description"]),
    without(operation, ["put", "externalDocs", "url"]),
  ],
  "rule/vendor-page-has-a-date": [
    without(operation, ["put", "x-vendor", "updated"], undefined, "`updated` is missing"),
    without(operation, ["put", "x-vendor", "sdkName"], undefined, "`sdkName` is missing"),
    having(operation, ["put", "x-vendor"], "2023-06-29", "it must be an object"),
    having(operation, ["put", "x-vendor"], ["updated", "sdkName"], "it must be an object"),
    having(operation, ["put", "x-vendor"], null, "it must be an object"),
  ],
  "rule/parameter-describes-itself": [without(parameter, ["description"]), without(parameter, ["example"])],
  "rule/request-body-has-an-example": [without(operation, ["put", "requestBody", ...json, "example"])],
  "rule/operation-documents-every-status": [
    ...["400", "401", "403", "404", "500"].map((status) => without(operation, ["put", "responses", status])),
    without(operation, ["put", "responses", "204"], undefined, "no 2xx status is documented"),
  ],
  "rule/error-has-content": [without(shared, ["content"]), without(operation, [...own404, "content"])],
  "rule/error-is-json": [
    having(shared, ["content"], {}, "application/json is required"),
    having(operation, [...own404, "content"], { "text/plain": { schema: {$ref: "../components/schemas/ErrorResponse.yaml"}, examples: {"a": {value: {error_code: "a"}}} } }, "application/json is required"),
  ],
  "rule/error-uses-the-error-schema": [
    having(shared, [...json, "schema"], ownSchema, ""),
    having(operation, [...own404, ...json, "schema"], ownSchema, ""),
    having(shared, [...json, "schema"], { $ref: "../schemas/Identifier.yaml" }, ""),
    having(shared, [...json, "schema"], { allOf: [{ $ref: "../schemas/ErrorResponse.yaml" }] }, ""),
    without(shared, [...json, "schema"], undefined, " "),
  ],
  "rule/error-has-examples": [
    without(shared, [...json, "examples"], undefined, " "),
    without(operation, [...own404, ...json, "examples"], undefined, " "),
    having(shared, [...json, "examples"], {}, "it is empty"),
    having(shared, [...json, "examples"], null, ""),
  ],
  "rule/error-example-is-keyed-by-its-code": [
    having(shared, [...json, "examples", "APIG.1005", "value", "error_code"], "APIG.1006", "`APIG.1005` holds `APIG.1006`", [...json, "examples"]),
    without(shared, [...json, "examples", "APIG.1005", "value"], [...json, "examples"], "`APIG.1005` holds `undefined`"),
  ],
};
const rows = Object.entries(faults).flatMap(([rule, of]) => of.map((fault) => [rule, fault.what, fault] as const));

let folder: string;
let problems: SpecProblem[];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "roma-apic-rules-"));
  for(const [i, [,,fault]] of rows.entries()) {
    cpSync(fromRoot("openapi"), path.join(folder, String(i)), { recursive: true });
    const file = path.join(folder, String(i), fault.file);
    const document = parseDocument(readFileSync(file, "utf8"));
    fault.change(document);
    writeFileSync(file, document.toString({ lineWidth: 0 }));
  }
  const entry = parse(readFileSync(fromRoot("openapi/openapi.yaml"), "utf8"));
  entry.paths = Object.fromEntries(rows.map((_, i) => [`/${i}${template}`, { $ref: `${i}/${operation}` }]));
  entry.components.securitySchemes.XAuthToken.$ref = `0/${entry.components.securitySchemes.XAuthToken.$ref}`;
  writeFileSync(path.join(folder, "openapi.yaml"), stringify(entry));
  problems = await lint(path.join(folder, "openapi.yaml"));
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true }));

test.each(rows)("%s: %s", (rule, _, fault) => {
    const i = rows.findIndex((r) => r[2] === fault);
    const mine = problems.filter((p) => path.resolve(p.file ?? "").startsWith(path.join(folder, String(i)) + "/") && p.rule !== "operation-operationId-unique");
    console.log(i + rule + fault.what + JSON.stringify(mine, null, 1)+JSON.stringify(locate(path.join(folder, String(i), fault.file), fault.at)));
});
