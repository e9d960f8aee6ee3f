import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { fromRoot } from "../root.ts";
import { generateFrom } from "./generate.ts";
import { SpecError } from "./spec-error.ts";

// What the client could not do is refused at generation, at its place in the hand-written files: never left out in silence.

const shapes = fromRoot("scripts/lib/generator/fixtures/shapes");
// biome-ignore lint/suspicious/noExplicitAny: a document to break at will
type Document = any;

const things = (document: Document) => document.paths["/v1/things"];
const newThing = (document: Document) => document.components.schemas.NewThing;

const cases: [why: string, change: (document: Document) => void, message: string, file: string, line: string][] = [
  [
    "a HEAD operation",
    (d) => Object.assign(things(d), { head: things(d).get }),
    "HEAD operations aren't supported",
    "paths/things.yaml",
    "get:",
  ],
  [
    "a name that every promise has",
    (d) => Object.assign(things(d).post, { operationId: "then" }),
    "can't be the name of a method",
    "paths/things.yaml",
    "operationId: createThing",
  ],
  [
    "a name that is no identifier",
    (d) => Object.assign(things(d).post, { operationId: "create-thing" }),
    "can't be the name of a method",
    "paths/things.yaml",
    "operationId: createThing",
  ],
  [
    "a cookie parameter",
    (d) => Object.assign(things(d).post.parameters[0], { in: "cookie" }),
    "cookie parameter",
    "paths/things.yaml",
    "name: X-Language",
  ],
  [
    "two inputs of one name",
    (d) => Object.assign(things(d).delete.parameters[1], { name: "before" }),
    "two inputs named `before`",
    "paths/things.yaml",
    "name: X-Reason",
  ],
  [
    "a parameter named body",
    (d) => Object.assign(things(d).post.parameters[0], { name: "body" }),
    "two inputs named `body`",
    "paths/things.yaml",
    "name: X-Language",
  ],
  [
    "an object in the query",
    (d) => Object.assign(things(d).get.parameters[0], { schema: { type: "object" } }),
    "an object as a parameter",
    "paths/things.yaml",
    "name: colour",
  ],
  [
    "a matrix path",
    (d) => Object.assign(d.components.parameters.ThingId, { style: "matrix" }),
    "the style `matrix`",
    "components/parameters/ThingId.yaml",
    "name: thing_id",
  ],
  [
    "a form body",
    (d) => rename(things(d).post.requestBody.content, "application/json", "text/plain"),
    "`text/plain` isn't supported",
    "paths/things.yaml",
    "content:",
  ],
  [
    "two media types",
    (d) => Object.assign(things(d).post.requestBody.content, { "text/plain": {} }),
    "more than one media type",
    "paths/things.yaml",
    "content:",
  ],
  [
    "a default answer",
    (d) => rename(things(d).post.responses, "400", "default"),
    "`default` isn't supported",
    "paths/things.yaml",
    "responses:",
  ],
  [
    "a range of statuses",
    (d) => rename(things(d).post.responses, "400", "4XX"),
    "`4XX` isn't supported",
    "paths/things.yaml",
    "responses:",
  ],
  [
    "a redirect",
    (d) => rename(things(d).post.responses, "201", "302"),
    "a redirect can't be documented",
    "paths/things.yaml",
    "responses:",
  ],
  [
    "an error without a body",
    (d) => Object.assign(things(d).post.responses, { 409: { description: "?" } }),
    "needs JSON content",
    "paths/things.yaml",
    "responses:",
  ],
  [
    "a keyword that nobody checks",
    (d) => Object.assign(newThing(d).properties.note, { not: {} }),
    "`not` isn't supported",
    "components/schemas/NewThing.yaml",
    "note:",
  ],
  [
    "a recursive body",
    (d) => Object.assign(newThing(d).properties, { child: { $ref: "#/components/schemas/NewThing" } }),
    "a recursive schema",
    "components/schemas/NewThing.yaml",
    "properties:",
  ],
  [
    "a pattern of another dialect",
    (d) => Object.assign(newThing(d).properties.note, { pattern: "(?i)x" }),
    "is no ECMAScript regular expression",
    "components/schemas/NewThing.yaml",
    "note:",
  ],
  [
    "OAuth",
    (d) => Object.assign(d.components.securitySchemes.ApiKey, { type: "oauth2" }),
    "must be an apiKey in a header",
    "openapi.yaml",
    "ApiKey:",
  ],
  [
    "two credentials",
    (d) => Object.assign(d, { security: [{ ApiKey: [] }, { ApiKey: [] }] }),
    "more than one security scheme",
    "openapi.yaml",
    "security:",
  ],
];

test.each(cases)("%s is refused at its place", async (_, change, message, file, line) => {
  const document: Document = JSON.parse(readFileSync(`${shapes}/generated/openapi.json`, "utf8"));
  change(document);
  const error = await generateFrom(document, `${shapes}/openapi.yaml`).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SpecError);
  const [problem] = (error as SpecError).problems;
  expect(problem?.message).toContain(message);
  expect(path.resolve(problem?.file ?? "")).toBe(path.join(shapes, file));
  expect(readFileSync(path.join(shapes, file), "utf8").split("\n")[(problem?.line ?? 0) - 1]).toContain(line);
});

function rename(object: Document, from: string, to: string): void {
  object[to] = object[from];
  delete object[from];
}
