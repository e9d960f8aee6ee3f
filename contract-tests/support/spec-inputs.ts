import fc from "fast-check";
import { guardObjectionTo, refuseOtherKeywords } from "./path-judge.ts";
import type { Schema, SpecOperation } from "./spec.ts";

// Inputs made from the spec's schemas: those that it allows, to their very limits, and those that break one constraint
// of it by one step.

/** An input that the spec forbids for one reason. */
export interface Broken {
  readonly keyword: string;
  /** Where it is forbidden, in the client's words: `app_id`, `body.api_ids[3]`. */
  readonly parameter: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** One way to break a schema; `place` is where in the value. */
interface Break {
  readonly keyword: string;
  readonly value: fc.Arbitrary<{ readonly place: string; readonly value: unknown }>;
}

const code = (min: number, max: number) => fc.integer({ min, max }).map((code) => String.fromCodePoint(code));
/** Characters that a path may hold: without controls. */
const pathCharacter = fc.oneof(code(0x20, 0x7e), code(0xa0, 0xd7ff), code(0xe000, 0x10ffff));
const bodyCharacter = fc.oneof(
  { weight: 20, arbitrary: pathCharacter },
  { weight: 1, arbitrary: code(0, 0x9f) },
  // Half of a pair, the second one: it makes no character with what is before or after it.
  { weight: 1, arbitrary: fc.constant("\udc00") },
);

/** All inputs of an operation, each as the spec allows. */
export const allowedInputs = ({ parameters, body }: SpecOperation): fc.Arbitrary<Record<string, unknown>> =>
  fc.record({
    ...Object.fromEntries(parameters.map(({ name, schema }) => [name, pathText(schema)])),
    ...(body && { body: allowed(body.schema) }),
  });

/** Each way to break an operation's inputs, by one constraint of one of them. */
export function brokenInputs(
  operation: SpecOperation,
): { readonly what: string; readonly broken: fc.Arbitrary<Broken> }[] {
  const { parameters, body } = operation;
  const valid = allowedInputs(operation);
  const way = (name: string, { keyword, value }: Break) => ({
    what: `${name}, ${keyword}`,
    broken: fc.tuple(valid, value).map(([inputs, { place, value }]) => {
      return { keyword, parameter: `${name}${place}`, inputs: { ...inputs, [name]: value } };
    }),
  });
  const missing = (name: string) => ({
    what: `${name}, required`,
    broken: valid.map(({ [name]: _, ...inputs }) => ({ keyword: "required", parameter: name, inputs })),
  });
  return [
    ...parameters.flatMap(({ name, schema }) => [
      missing(name),
      ...breaks(schema, pathText).map((one) => way(name, one)),
    ]),
    ...(body ? [missing("body"), ...breaks(body.schema).map((one) => way("body", one))] : []),
  ];
}

/** Values that a schema allows in a body. */
export function allowed(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.type === "string") return textOf(schema);
  if (schema.type === "array") {
    const { minItems: min = 0, maxItems: max = min + 5, items = {} } = schema;
    return lengths(min, max).chain((length) => list(allowed(items), length));
  }
  const { properties = {}, required = [] } = schema;
  const values = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, allowed(field)]));
  return fc.record(values, { requiredKeys: [...required], noNullPrototype: true });
}

type TextOf = (schema: Schema, length?: number) => fc.Arbitrary<string>;

const pathText: TextOf = (schema, length) =>
  textOf(schema, length, pathCharacter).filter((text) => text === "" || !guardObjectionTo(text));

/** Texts that a schema allows, or that only their length forbids. */
function textOf(schema: Schema, length?: number, characters = bodyCharacter): fc.Arbitrary<string> {
  const { minLength: min = 0, maxLength: max = min + 20, pattern } = schema;
  const chosen = length === undefined ? lengths(min, max) : fc.constant(length);
  if (pattern === undefined)
    return chosen.chain((length) => fc.string({ unit: characters, minLength: length, maxLength: length }));
  const expression = new RegExp(pattern, "u");
  return fc.tuple(fc.stringMatching(expression), chosen).map(([text, length]) => {
    const fitted = text.repeat(length).slice(0, length);
    return length < min || length > max || expression.test(fitted) ? fitted : text;
  });
}

/** The shortest, the longest, and any in between. */
const lengths = (min: number, max: number) => fc.oneof(fc.constant(min), fc.constant(max), fc.integer({ min, max }));

/** A long list of a few different items: hundreds of arbitrary ones would take long to make. */
const list = (item: fc.Arbitrary<unknown>, length: number): fc.Arbitrary<unknown[]> =>
  fc
    .array(item, { minLength: 1, maxLength: 4 })
    .map((few) => Array.from({ length }, (_, index) => few[index % few.length]));

const kinds: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: fc.string(),
  number: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  boolean: fc.boolean(),
  null: fc.constant(null),
  array: fc.array(fc.string()),
  object: fc.dictionary(fc.string(), fc.string()),
};

function breaks(schema: Schema, text: TextOf = textOf): Break[] {
  const ownKind = schema.type === "integer" ? "number" : String(schema.type);
  const others = Object.entries(kinds).flatMap(([kind, values]) => (kind === ownKind ? [] : [values]));
  const here = (keyword: string, values: fc.Arbitrary<unknown>): Break => ({
    keyword,
    value: values.map((value) => ({ place: "", value })),
  });
  const ofKind = { string: textBreaks, array: arrayBreaks, object: objectBreaks }[ownKind];
  if (!ofKind) throw new Error(`the tests can't break a schema of type ${ownKind}; teach them`);
  return [here("type", fc.oneof(...others)), ...ofKind(schema, here, text)];
}

type Here = (keyword: string, values: fc.Arbitrary<unknown>) => Break;

function textBreaks(schema: Schema, here: Here, text: TextOf): Break[] {
  refuseOtherKeywords(schema, "string", ["minLength", "maxLength", "pattern"]);
  const { minLength = 0, maxLength, pattern } = schema;
  const against = (pattern: string) =>
    fc
      .tuple(text(schema), pathCharacter, fc.nat())
      .map(([text, character, at]) => {
        const characters = Array.from(text);
        return characters.with(at % characters.length, character).join("");
      })
      .filter((text) => !new RegExp(pattern, "u").test(text) && !guardObjectionTo(text));
  return [
    ...(minLength > 0 ? [here("minLength", text(schema, minLength - 1))] : []),
    ...(maxLength !== undefined ? [here("maxLength", text(schema, maxLength + 1))] : []),
    ...(pattern !== undefined ? [here("pattern", against(pattern))] : []),
  ];
}

function arrayBreaks(schema: Schema, here: Here): Break[] {
  refuseOtherKeywords(schema, "array", ["minItems", "maxItems", "items"]);
  const { minItems = 0, maxItems, items = {} } = schema;
  const within = ({ keyword, value: broken }: Break): Break => ({
    keyword,
    value: fc
      .tuple(list(allowed(items), Math.max(minItems, 3)), broken, fc.nat())
      .map(([good, { place, value }, nat]) => {
        const index = nat % good.length;
        return { place: `[${index}]${place}`, value: good.with(index, value) };
      }),
  });
  return [
    ...(minItems > 0 ? [here("minItems", list(allowed(items), minItems - 1))] : []),
    ...(maxItems !== undefined ? [here("maxItems", list(allowed(items), maxItems + 1))] : []),
    ...breaks(items).map(within),
  ];
}

function objectBreaks(schema: Schema, here: Here): Break[] {
  refuseOtherKeywords(schema, "object", ["required", "properties", "additionalProperties"]);
  const { required = [], properties = {}, additionalProperties = true } = schema;
  const whole = allowed(schema) as fc.Arbitrary<Record<string, unknown>>; // an object schema's
  const surplus = fc
    .oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toJSON2"))
    .filter((name) => !(name in properties && Object.hasOwn(properties, name)));
  const extended = fc.tuple(whole, surplus, fc.jsonValue()).map(([object, name, value]) => {
    // By definition, and not by assignment: `__proto__` is a name like others in JSON.
    return Object.defineProperty({ ...object }, name, { value, enumerable: true, configurable: true });
  });
  const without = (name: string): Break => ({
    keyword: "required",
    value: whole.map(({ [name]: _, ...value }) => ({ place: `.${name}`, value })),
  });
  const within = (name: string, { keyword, value: broken }: Break): Break => ({
    keyword,
    value: fc.tuple(whole, broken).map(([object, { place, value }]) => {
      return { place: `.${name}${place}`, value: { ...object, [name]: value } };
    }),
  });
  return [
    ...(additionalProperties === false ? [here("additionalProperties", extended)] : []),
    ...required.map(without),
    ...Object.entries(properties).flatMap(([name, field]) => breaks(field).map((one) => within(name, one))),
  ];
}
