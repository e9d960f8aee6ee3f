import { describe, expect, test } from "@jest/globals";
import { constraintsOf } from "./constraints.ts";
import { Cursor } from "./cursor.ts";
import type { Json, JsonObject } from "./json.ts";

const of = (schema: Json, schemas: JsonObject = {}) =>
  constraintsOf(Cursor.at({ schema, components: { schemas } }).get("schema"));
const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe("what is enforced", () => {
  test("is taken as it stands", () => {
    const schema = {
      type: ["string", "null"],
      enum: ["a", null],
      const: "a",
      minLength: 1,
      maxLength: 2,
      pattern: "^a$",
      minimum: 0,
      maximum: 9,
      exclusiveMinimum: 0,
      exclusiveMaximum: 9,
      minItems: 0,
      maxItems: 3,
      uniqueItems: true,
      required: ["a"],
    };
    expect(of(schema)).toEqual(schema);
  });

  test("is taken from every schema inside", () => {
    const inside = { type: "string", description: "Left out." };
    expect(
      of({
        items: inside,
        properties: { type: inside, description: inside },
        additionalProperties: inside,
        allOf: [inside],
        anyOf: [inside, inside],
        oneOf: [inside],
      }),
    ).toEqual({
      items: { type: "string" },
      properties: { type: { type: "string" }, description: { type: "string" } },
      additionalProperties: { type: "string" },
      allOf: [{ type: "string" }],
      anyOf: [{ type: "string" }, { type: "string" }],
      oneOf: [{ type: "string" }],
    });
  });

  test.each([true, false])("may forbid or allow all other properties: %s", (additionalProperties) => {
    expect(of({ additionalProperties })).toEqual({ additionalProperties });
  });

  test("is taken through references, and from what stands beside one", () => {
    const schemas = { Id: { type: "string", maxLength: 64 }, Pair: { items: to("Id"), maxItems: 2 } };
    expect(of({ properties: { ids: to("Pair"), other: { ...to("Id"), maxLength: 8 } } }, schemas)).toEqual({
      properties: {
        ids: { maxItems: 2, items: { type: "string", maxLength: 64 } },
        other: { type: "string", maxLength: 8 },
      },
    });
  });

  test("is nothing where everything may be sent", () => {
    expect([of({}), of(true)]).toEqual([{}, {}]);
  });
});

test("what only describes is left out", () => {
  const words = [
    "title",
    "description",
    "default",
    "example",
    "format",
    "externalDocs",
    "discriminator",
    "$comment",
    "x-a",
  ];
  expect(
    of({
      ...Object.fromEntries(words.map((word) => [word, "x"])),
      deprecated: true,
      readOnly: true,
      writeOnly: true,
      examples: [1],
    }),
  ).toEqual({});
});

describe("what can't be enforced is refused at its place:", () => {
  const keywords = [
    "not",
    "if",
    "contains",
    "patternProperties",
    "propertyNames",
    "multipleOf",
    "minProperties",
    "nullable",
  ];
  test.each(keywords)("the keyword %s", (keyword) => {
    expect(() => of({ properties: { a: { [keyword]: {} } } })).toThrow(
      expect.objectContaining({
        name: "UnsupportedSpecError",
        message: expect.stringContaining(`\`${keyword}\` isn't supported`),
        trail: ["schema", "properties", "a", keyword],
      }),
    );
  });

  test.each(["(?i)a", "[a", "\\-", "a{2,1}"])("the pattern %s, which is of another dialect or none", (pattern) => {
    expect(() => of({ items: { pattern } })).toThrow(
      expect.objectContaining({
        message: `\`${pattern}\` is no ECMAScript regular expression`,
        trail: ["schema", "items", "pattern"],
      }),
    );
  });

  test.each([
    ["items", { items: false }, ["items"]],
    ["a property", { properties: { a: false } }, ["properties", "a"]],
    ["an alternative", { anyOf: [{}, false] }, ["anyOf", "1"]],
  ])("the schema that allows nothing, for %s", (_, schema, trail) => {
    expect(() => of(schema)).toThrow(
      expect.objectContaining({ message: expect.stringContaining("schema `false`"), trail: ["schema", ...trail] }),
    );
  });

  test("a schema that holds itself, directly or through another", () => {
    const schemas = { Tree: { items: to("Branch") }, Branch: { properties: { tree: to("Tree") } } };
    expect(() => of(to("Tree"), schemas)).toThrow(
      expect.objectContaining({
        message: "a recursive schema (#/components/schemas/Tree) can't be checked before sending",
        trail: ["schema", "items", "properties", "tree"],
      }),
    );
  });
});

test("a schema that is used twice, side by side, is not taken for a recursive one", () => {
  const schemas = { Id: { type: "string" }, Pair: { properties: { a: to("Id"), b: to("Id") } } };
  expect(of({ allOf: [to("Pair"), to("Pair")] }, schemas).allOf).toHaveLength(2);
});
