import { describe, expect, test } from "@jest/globals";
import type { Constraints } from "../generated/descriptor.ts";
import { violationOf } from "./constraints.ts";

// Each keyword: what it lets pass, what it refuses, and the words in which it says what the value must be.

interface Case {
  readonly schema: Constraints;
  readonly allowed: readonly unknown[];
  readonly refused: readonly (readonly [value: unknown, message: string])[];
}

const smiley = "😀"; // one character, two UTF-16 units

const cases: Record<string, Case> = {
  "type: string": {
    schema: { type: "string" },
    allowed: ["", "a"],
    refused: [
      [1, "must be a string, not a number"],
      [true, "must be a string, not a boolean"],
      [null, "must be a string, not null"],
      [undefined, "must be a string, not undefined"],
      [["a"], "must be a string, not an array"],
      [{}, "must be a string, not an object"],
      [1n, "must be a string, not a bigint"],
      [() => "a", "must be a string, not a function"],
      [new String("a"), "must be a string, not an object"],
    ],
  },
  "type: integer": {
    schema: { type: "integer" },
    allowed: [0, -1, 1e6],
    refused: [
      [1.5, "must be an integer, not a number"],
      ["1", "must be an integer, not a string"],
      [Number.NaN, "must be an integer, not NaN"],
      [Number.POSITIVE_INFINITY, "must be an integer, not Infinity"],
    ],
  },
  "type: number": {
    schema: { type: "number" },
    allowed: [0, 1.5],
    refused: [
      [Number.NaN, "must be a number, not NaN"],
      [Number.NEGATIVE_INFINITY, "must be a number, not -Infinity"],
      ["1", "must be a number, not a string"],
    ],
  },
  "type: boolean": {
    schema: { type: "boolean" },
    allowed: [true, false],
    refused: [["true", "must be a boolean, not a string"]],
  },
  "type: array": { schema: { type: "array" }, allowed: [[]], refused: [[{}, "must be an array, not an object"]] },
  "type: object": {
    schema: { type: "object" },
    allowed: [{}],
    refused: [
      [[], "must be an object, not an array"],
      [null, "must be an object, not null"],
    ],
  },
  "several types": {
    schema: { type: ["string", "null"] },
    allowed: ["a", null],
    refused: [[1, "must be a string or null, not a number"]],
  },
  const: { schema: { const: "a" }, allowed: ["a"], refused: [["b", 'must be "a"']] },
  enum: { schema: { enum: ["a", 1, null] }, allowed: ["a", 1, null], refused: [["1", 'must be one of "a", 1, null']] },
  "minLength: 1": { schema: { minLength: 1 }, allowed: ["a", smiley], refused: [["", "must not be empty"]] },
  minLength: {
    schema: { minLength: 2 },
    allowed: ["ab", smiley + smiley],
    refused: [
      ["a", "must have at least 2 characters, not 1"],
      [smiley, "must have at least 2 characters, not 1"],
    ],
  },
  maxLength: {
    schema: { maxLength: 2 },
    allowed: ["", "ab", smiley + smiley],
    refused: [
      ["abc", "must have at most 2 characters, not 3"],
      [smiley.repeat(3), "must have at most 2 characters, not 3"],
    ],
  },
  pattern: {
    schema: { pattern: "^\\p{L}+$" },
    allowed: ["abc", "äöü"],
    refused: [
      ["a1", "must match ^\\p{L}+$"],
      ["a\n", "must match ^\\p{L}+$"],
    ],
  },
  minimum: { schema: { minimum: 1 }, allowed: [1, 2], refused: [[0, "must be at least 1"]] },
  maximum: { schema: { maximum: 1 }, allowed: [1, 0], refused: [[2, "must be at most 1"]] },
  exclusiveMinimum: { schema: { exclusiveMinimum: 0 }, allowed: [0.1], refused: [[0, "must be more than 0"]] },
  exclusiveMaximum: { schema: { exclusiveMaximum: 1 }, allowed: [0.9], refused: [[1, "must be less than 1"]] },
  "minItems: 1": { schema: { minItems: 1 }, allowed: [[1]], refused: [[[], "must have at least 1 item, not 0"]] },
  minItems: { schema: { minItems: 2 }, allowed: [[1, 2]], refused: [[[1], "must have at least 2 items, not 1"]] },
  maxItems: {
    schema: { maxItems: 2 },
    allowed: [[], [1, 2]],
    refused: [[[1, 2, 3], "must have at most 2 items, not 3"]],
  },
  uniqueItems: {
    schema: { uniqueItems: true },
    allowed: [
      ["1", 1],
      [{ a: 1 }, { a: 2 }],
    ],
    refused: [
      [["a", "b", "a"], "must not hold an item twice"],
      [[{ a: 1 }, { a: 1 }], "must not hold an item twice"],
    ],
  },
  "additionalProperties: false": {
    schema: { properties: { a: {}, b: {} }, additionalProperties: false },
    allowed: [{}, { a: 1 }, { surplus: undefined }],
    refused: [
      [{ a: 1, surplus: 1 }, "must not hold `surplus`; it may hold a, b"],
      [{ constructor: 1 }, "must not hold `constructor`; it may hold a, b"],
    ],
  },
  anyOf: {
    schema: { anyOf: [{ type: "string" }, { minimum: 5 }] },
    allowed: ["a", 5],
    refused: [[4, "matches none of the forms that the spec allows"]],
  },
  oneOf: {
    schema: { oneOf: [{ minimum: 5 }, { maximum: 6 }] },
    allowed: [4, 7],
    refused: [[5, "must match exactly one of the forms that the spec allows"]],
  },
  allOf: {
    schema: { allOf: [{ minimum: 5 }, { maximum: 6 }] },
    allowed: [5, 6],
    refused: [
      [4, "must be at least 5"],
      [7, "must be at most 6"],
    ],
  },
};

describe.each(Object.entries(cases))("%s", (_, { schema, allowed, refused }) => {
  test.each(allowed.map((value) => [value]))("allows %p", (value) => {
    expect(violationOf(value, schema)).toBeUndefined();
  });
  test.each(refused.map(([value, message]) => [value, message] as const))("refuses %p: it %s", (value, message) => {
    expect(violationOf(value, schema)).toEqual({ path: "", message });
  });
});

describe("the place of what is wrong is named", () => {
  const schema: Constraints = {
    required: ["list"],
    properties: {
      list: { type: "array", items: { type: "object", required: ["id"], properties: { id: { type: "integer" } } } },
    },
    additionalProperties: { type: "boolean" },
    allOf: [{ properties: { note: { maxLength: 1 } } }],
  };
  const places: [value: unknown, path: string, message: string][] = [
    [{}, ".list", "is missing"],
    [{ list: undefined }, ".list", "is missing"],
    [{ list: "a" }, ".list", "must be an array, not a string"],
    [{ list: [{ id: 1 }, {}] }, ".list[1].id", "is missing"],
    [{ list: [{ id: 1 }, { id: "2" }] }, ".list[1].id", "must be an integer, not a string"],
    [{ list: [{ id: 1 }, undefined] }, ".list[1]", "must be an object, not undefined"],
    [{ list: new Array(1) }, ".list[0]", "must be an object, not undefined"],
    [{ list: [], surplus: 1 }, ".surplus", "must be a boolean, not a number"],
  ];
  test.each(places)("%j", (value, path, message) => {
    expect(violationOf(value, schema)).toEqual({ path, message });
  });

  test("through `allOf` too", () => {
    const long = { allOf: [{ properties: { note: { maxLength: 1 } } }] };
    expect(violationOf({ note: "ab" }, long)).toMatchObject({ path: ".note" });
  });
});

test("a required field that JSON would leave out is missing, such as a class's getter", () => {
  class Body {
    get id() {
      return 1;
    }
  }
  expect(violationOf(new Body(), { required: ["id"] })).toEqual({ path: ".id", message: "is missing" });
});

test("a value is never quoted: it could be a secret", () => {
  const secret = "s3cr3t-value";
  const schemas: Constraints[] = [
    { type: "integer" },
    { const: "a" },
    { enum: ["a"] },
    { minLength: 20 },
    { maxLength: 2 },
    { pattern: "^a$" },
    { anyOf: [{ const: "a" }] },
    { oneOf: [{ const: "a" }] },
  ];
  const messages = schemas.map((schema) => violationOf(secret, schema)?.message);
  expect(messages).not.toContain(undefined);
  expect(messages.join()).not.toContain(secret);
});

test("keywords of another type than the value's say nothing about it", () => {
  expect(violationOf("a", { minimum: 5, minItems: 5, required: ["a"] })).toBeUndefined();
  expect(violationOf(1, { minLength: 5, pattern: "^a$", minItems: 5 })).toBeUndefined();
});
