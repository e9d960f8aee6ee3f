import type { Schema, SpecOperation } from "./spec.ts";

/** One way to break what the spec says of a request, and who can be told so. */
export interface Violation {
  readonly group: "parameters" | "body";
  /** The parameter or body field: `app_id`, `body.api_ids[]`. */
  readonly item: string;
  /** The JSON Schema keyword that is broken. */
  readonly keyword: string;
  /** The inputs that break it, for the client. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The name under which the client refuses it. */
  readonly parameter: string;
  /** The place where Prism reports it; absent where HTTP has no way to say it, such as a number in a path. */
  readonly location?: string;
}

/** The spec's own examples as inputs: a request that is right in every part. */
export function exampleInputs(operation: SpecOperation): Record<string, unknown> {
  const parameters = operation.parameters.map(({ name, example }) => [name, example] as const);
  return { ...Object.fromEntries(parameters), ...(operation.body && { body: operation.body.example }) };
}

/** Every way to break an operation's request that its constraints know of, each broken alone. */
export function violationsOf(operation: SpecOperation): Violation[] {
  const valid = exampleInputs(operation);
  const violations: Violation[] = [];
  for (const { name, in: place, required, schema } of operation.parameters) {
    const onWire = `request.${place}.${name}`;
    const add = (keyword: string, inputs: Record<string, unknown>, location?: string) =>
      violations.push({
        group: "parameters",
        item: name,
        keyword,
        inputs,
        parameter: name,
        ...(location && { location }),
      });
    if (required) add("required", without(valid, name), place === "path" ? "request.path" : `request.${place}`);
    for (const [keyword, value] of badValues(schema)) {
      // On the wire a path value is text, and an empty one is no value at all.
      const sayable = typeof value === "string" && !(place === "path" && value === "");
      add(keyword, { ...valid, [name]: value }, sayable ? onWire : undefined);
    }
  }
  if (operation.body) {
    const { required, schema } = operation.body;
    const add = (item: string, keyword: string, body: unknown, location: string, parameter = item) =>
      violations.push({
        group: "body",
        item,
        keyword,
        inputs: body === undefined ? without(valid, "body") : { ...valid, body },
        parameter,
        location,
      });
    if (required) add("body", "required", undefined, "request");
    addBodyViolations(schema, valid.body, add);
  }
  return violations;
}

type AddBodyViolation = (item: string, keyword: string, body: unknown, location: string, parameter?: string) => void;

function addBodyViolations(schema: Schema, example: unknown, add: AddBodyViolation): void {
  const body = example as Readonly<Record<string, unknown>>; // an example of an object schema
  for (const [keyword, value] of badValues(schema)) add("body", keyword, value, "request.body");
  if (schema.additionalProperties === false)
    add("body", "additionalProperties", { ...body, surplus: 1 }, "request.body");
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (schema.required?.includes(name)) add(`body.${name}`, "required", without(body, name), "request.body");
    for (const [keyword, value] of badValues(property))
      add(`body.${name}`, keyword, { ...body, [name]: value }, `request.body.${name}`);
    for (const [keyword, value] of property.items ? badValues(property.items) : []) {
      add(`body.${name}[]`, keyword, { ...body, [name]: [value] }, `request.body.${name}.0`, `body.${name}[0]`);
    }
  }
}

/** A value for each constraint of a schema that breaks it; strings for strings, so that only what is meant is broken. */
function badValues(schema: Schema): [keyword: string, value: unknown][] {
  const values: [string, unknown][] = [];
  const { type, minLength, maxLength, pattern, minItems, maxItems, items } = schema;
  if (type !== undefined) values.push(["type", type === "string" ? 42 : "text"]);
  if (minLength !== undefined && minLength > 0) values.push(["minLength", "x".repeat(minLength - 1)]);
  if (maxLength !== undefined) values.push(["maxLength", "x".repeat(maxLength + 1)]);
  if (pattern !== undefined)
    values.push(["pattern", ["!", " ", "é", "x"].find((text) => !new RegExp(pattern, "u").test(text))]);
  const filler = items?.type === "string" ? "x".repeat(Math.max(1, items.minLength ?? 1)) : 1;
  if (minItems !== undefined && minItems > 0) values.push(["minItems", Array(minItems - 1).fill(filler)]);
  if (maxItems !== undefined) values.push(["maxItems", Array(maxItems + 1).fill(filler)]);
  return values;
}

function without(object: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = object;
  return rest;
}
