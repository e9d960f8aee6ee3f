import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { locate } from "./locate.ts";

const files = {
  "openapi.yaml": `# A comment first.
openapi: 3.1.0
tags:
  - name: one
  - { name: two, description: Inline }
paths:
  /direct:
    get:
      responses:
        200:
          description: A number as a key.
  "/a/{b}":
    $ref: paths/a.yaml
  /lost:
    $ref: ./nested/../paths/a.yaml
components:
  schemas:
    Local:
      $ref: "#/components/schemas/a~1b%20c"
    a/b c:
      type: string
`,
  "paths/a.yaml": `get:
  operationId: readA
  parameters:
    - $ref: ../components.yaml#/parameters/B
    - name: c
      in: query
  schema:
    $ref: ../components.yaml#/schemas/Thing
    description: Beside.
    pattern: x
`,
  "components.yaml": `parameters:
  B:
    name: b
    in: path
schemas:
  Thing:
    $ref: "#/schemas/Real"
  Real:
    description: The thing.
    type: object
`,
  "empty.yaml": "",
};

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "roma-apic-locate-")));
  mkdirSync(path.join(folder, "paths"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The place as `file:line:column`, the file as seen from the entry's folder. */
function place(trail: readonly string[], entry = "openapi.yaml"): string {
  const { file = "", line, column } = locate(path.join(folder, entry), trail);
  return `${path.relative(folder, path.resolve(file)).replaceAll(path.sep, "/")}:${line}:${column}`;
}

describe("a way is followed", () => {
  test.each([
    ["the first key", ["openapi"], "openapi.yaml:2:1"],
    ["a key inside", ["paths", "/direct", "get"], "openapi.yaml:8:5"],
    ["a key that is a number in the file", ["paths", "/direct", "get", "responses", "200"], "openapi.yaml:10:9"],
    ["an item of a list", ["tags", "0"], "openapi.yaml:4:5"],
    ["a key of an inline item", ["tags", "1", "description"], "openapi.yaml:5:18"],
  ])("in one file, to %s", (_, trail, at) => {
    expect(place(trail)).toBe(at);
  });

  const a = ["paths", "/a/{b}"];
  test.each([
    ["into another file", [...a, "get", "operationId"], "paths/a.yaml:2:3"],
    ["by another way of writing it", ["paths", "/lost", "get"], "paths/a.yaml:1:1"],
    ["to a part of a file", [...a, "get", "parameters", "0", "in"], "components.yaml:4:5"],
    ["past a list with a reference in it", [...a, "get", "parameters", "1", "in"], "paths/a.yaml:6:7"],
    ["from one reference to the next", [...a, "get", "schema", "type"], "components.yaml:10:5"],
    ["inside the file, escaped and percent-encoded", ["components", "schemas", "Local", "type"], "openapi.yaml:21:7"],
  ])("across references, %s", (_, trail, at) => {
    expect(place(trail)).toBe(at);
  });
});

describe("a reference itself", () => {
  test("is the place where the way ends on it", () => {
    expect(place(["paths", "/a/{b}"])).toBe("openapi.yaml:12:3");
  });

  test("leaves alone what stands beside it, as it does for the Cursor", () => {
    expect(place(["paths", "/a/{b}", "get", "schema", "pattern"])).toBe("paths/a.yaml:10:5");
    expect(place(["paths", "/a/{b}", "get", "schema", "description"])).toBe("paths/a.yaml:9:5");
  });
});

describe("where the way breaks off, the place is the nearest that there is:", () => {
  test.each([
    ["the parent of a missing key", ["paths", "/direct", "get", "summary"], "openapi.yaml:8:5"],
    ["the parent of a missing item", ["tags", "2", "name"], "openapi.yaml:3:1"],
    ["the key of a plain value", ["openapi", "further"], "openapi.yaml:2:1"],
    ["the target of a reference", ["paths", "/a/{b}", "post"], "paths/a.yaml:1:1"],
    ["the part that it leads to", ["paths", "/a/{b}", "get", "parameters", "0", "style"], "components.yaml:2:3"],
    ["the start of the file", ["nowhere"], "openapi.yaml:1:1"],
  ])("%s", (_, trail, at) => {
    expect(place(trail)).toBe(at);
  });

  test("the start of an empty file", () => {
    expect(place(["paths"], "empty.yaml")).toBe("empty.yaml:1:1");
  });
});

test("the file is named as seen from the working folder", () => {
  const { file = "" } = locate(path.join(folder, "openapi.yaml"), []);
  expect(path.isAbsolute(file)).toBe(false);
  expect(path.resolve(file)).toBe(path.join(folder, "openapi.yaml"));
});
