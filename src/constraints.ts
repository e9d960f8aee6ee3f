import type { Constraints, JsonType } from "../generated/descriptor.ts";

/** The first thing about a value that the spec forbids: where, and what it must be. */
export interface Violation {
  /** The place inside the value, such as `.api_ids[0]`; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

/** Holds a value against the constraints of the spec, before it is sent. Values themselves are never quoted. */
export function violationOf(value: unknown, schema: Constraints, path = ""): Violation | undefined {
  const fail = (message: string): Violation => ({ path, message });
  if (schema.type !== undefined) {
    const types = typeof schema.type === "string" ? [schema.type] : schema.type;
    if (!types.some((type) => isOfType(value, type)))
      return fail(`must be ${types.map(nameOf).join(" or ")}, not ${describe(value)}`);
  }
  if (schema.const !== undefined && value !== schema.const) return fail(`must be ${JSON.stringify(schema.const)}`);
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return fail(`must be one of ${schema.enum.map((allowed) => JSON.stringify(allowed)).join(", ")}`);
  }
  return (
    (typeof value === "string" && stringViolation(value, schema, fail)) ||
    (typeof value === "number" && numberViolation(value, schema, fail)) ||
    (Array.isArray(value) && arrayViolation(value, schema, path, fail)) ||
    (isObject(value) && objectViolation(value, schema, path, fail)) ||
    combinationViolation(value, schema, path, fail) ||
    undefined
  );
}

type Fail = (message: string) => Violation;

function stringViolation(
  value: string,
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: Constraints,
  fail: Fail,
) {
  // JSON Schema counts characters, not UTF-16 units; the two can only differ where there are more units than allowed.
  const length = value.length > maxLength || value.length < 2 * minLength ? [...value].length : value.length;
  if (length < minLength)
    return fail(minLength === 1 ? "must not be empty" : `must have at least ${minLength} characters, not ${length}`);
  if (length > maxLength) return fail(`must have at most ${maxLength} characters, not ${length}`);
  if (pattern !== undefined && !compiled(pattern).test(value)) return fail(`must match ${pattern}`);
  return undefined;
}

function numberViolation(value: number, schema: Constraints, fail: Fail) {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (minimum !== undefined && value < minimum) return fail(`must be at least ${minimum}`);
  if (maximum !== undefined && value > maximum) return fail(`must be at most ${maximum}`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return fail(`must be more than ${exclusiveMinimum}`);
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return fail(`must be less than ${exclusiveMaximum}`);
  return undefined;
}

function arrayViolation(value: readonly unknown[], schema: Constraints, path: string, fail: Fail) {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems, items } = schema;
  if (value.length < minItems)
    return fail(`must have at least ${minItems} ${minItems === 1 ? "item" : "items"}, not ${value.length}`);
  if (value.length > maxItems) return fail(`must have at most ${maxItems} items, not ${value.length}`);
  if (uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < value.length)
    return fail("must not hold an item twice");
  if (items !== undefined) {
    for (let index = 0; index < value.length; index++) {
      const violation = violationOf(value[index], items, `${path}[${index}]`);
      if (violation) return violation;
    }
  }
  return undefined;
}

function objectViolation(value: Readonly<Record<string, unknown>>, schema: Constraints, path: string, fail: Fail) {
  const { required = [], properties = {}, additionalProperties = true } = schema;
  for (const name of required) {
    // Inherited fields, such as a class's getters, don't get into JSON.
    if (!Object.hasOwn(value, name) || value[name] === undefined)
      return { path: `${path}.${name}`, message: "is missing" };
  }
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue; // JSON leaves it out
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (own === false)
      return fail(`must not hold \`${name}\`; it may hold ${Object.keys(properties).join(", ") || "nothing"}`);
    const violation = typeof own === "object" ? violationOf(item, own, `${path}.${name}`) : undefined;
    if (violation) return violation;
  }
  return undefined;
}

function combinationViolation(value: unknown, { allOf = [], anyOf, oneOf }: Constraints, path: string, fail: Fail) {
  for (const schema of allOf) {
    const violation = violationOf(value, schema, path);
    if (violation) return violation;
  }
  const matches = (schemas: readonly Constraints[]) => schemas.filter((schema) => !violationOf(value, schema)).length;
  if (anyOf && matches(anyOf) === 0) return fail("matches none of the forms that the spec allows");
  if (oneOf && matches(oneOf) !== 1) return fail("must match exactly one of the forms that the spec allows");
  return undefined;
}

const patterns = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  const expression = patterns.get(pattern) ?? new RegExp(pattern, "u");
  patterns.set(pattern, expression);
  return expression;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isOfType(value: unknown, type: JsonType): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    case "number":
      return Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

const nameOf = (type: JsonType): string => (type === "null" ? type : `${/^[aio]/.test(type) ? "an" : "a"} ${type}`);

const describe = (value: unknown): string => {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : nameOf(typeof value as JsonType); // only its name is used
};
