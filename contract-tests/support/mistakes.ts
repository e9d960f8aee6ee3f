import type { Schema, SpecOperation } from "./spec.ts";

// The mistakes in a call that a type can tell, made in the spec's own examples: something missing, misspelt, too many,
// or of another kind.

export type Inputs = Readonly<Record<string, unknown>>;

/** A value with one mistake in it. */
export interface Mistaken<T = Inputs> {
  readonly value: T;
  /** Whether the mistake is a name too many, beside all that is right. */
  readonly surplus: boolean;
}

/** Names that somebody may write for another one. */
export function misspellings(name: string): string[] {
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const all = [camel, name.toUpperCase(), name.toLowerCase(), `${name}s`, name.slice(0, -1), name.replaceAll("_", "-")];
  return [...new Set(all)].filter((other) => other !== name);
}

/** Inputs of an operation with one mistake each, in every way. */
export function mistakenInputs({ parameters, body }: SpecOperation, right: Inputs): Mistaken[] {
  const all = [...parameters.map(({ name, required, schema }) => ({ name, required, schema }))];
  if (body) all.push({ name: "body", ...body });
  const schema: Schema = {
    type: "object",
    properties: Object.fromEntries(all.map(({ name, schema }) => [name, schema])),
    required: all.filter(({ required }) => required).map(({ name }) => name),
  };
  const bodyToo = body ? [] : [{ value: { ...right, body: {} }, surplus: true }];
  return [...(mistakes(schema, right) as Mistaken[]), ...bodyToo]; // an object's are objects
}

const samples: Readonly<Record<string, unknown>> = {
  string: "text",
  number: 42,
  boolean: true,
  null: null,
  array: [],
  object: {},
  undefined,
};

/** A value of every kind but the schema's own. */
export const otherKinds = ({ type }: Schema): unknown[] =>
  Object.entries(samples).flatMap(([kind, sample]) =>
    kind === (type === "integer" ? "number" : type) ? [] : [sample],
  );

/** A value with a mistake somewhere inside it, in every way. */
function mistakes({ type, items, properties = {}, required = [] }: Schema, right: unknown): Mistaken<unknown>[] {
  if (type === "array" && items && Array.isArray(right)) {
    const another = [...otherKinds(items).map((value) => ({ value, surplus: false })), ...mistakes(items, right[0])];
    return another.map(({ value, surplus }) => ({ value: [...right, value], surplus }));
  }
  if (type !== "object") return [];
  const object = right as Inputs; // an example of an object schema
  return Object.entries(properties).flatMap(([name, schema]) => {
    const { [name]: value, ...others } = object;
    const wrong = (value: unknown, surplus = false) => ({ value, surplus });
    return [
      ...(required.includes(name) ? [wrong(others)] : []),
      ...misspellings(name).flatMap((other) => [
        wrong({ ...object, [other]: value }, true),
        wrong({ ...others, [other]: value }),
      ]),
      ...otherKinds(schema).map((value) => wrong({ ...object, [name]: value })),
      ...mistakes(schema, value).map((inside) => wrong({ ...object, [name]: inside.value }, inside.surplus)),
    ];
  });
}
