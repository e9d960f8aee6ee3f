import fc from "fast-check";
import type { SpecOperation } from "./spec.ts";

// What a caller may pass as a path value, by accident or on purpose. A value is described by a recipe, since a proxy or
// a symbol can't be printed in a counterexample.

/** How a value is made from a text. */
export interface Recipe {
  readonly as: keyof typeof forms;
  readonly text: string;
}

/** Everything that a text can be passed as; all but the first must be refused. */
const forms = {
  text: (text: string): unknown => text,
  "boxed string": (text: string) => new String(text),
  "array of it": (text: string) => [text],
  "object with toString": (text: string) => ({ toString: () => text }),
  "object with toPrimitive": (text: string) => ({ [Symbol.toPrimitive]: () => text }),
  "object with toJSON": (text: string) => ({ toJSON: () => text }),
  "proxy of a boxed string": (text: string) => new Proxy(new String(text), {}),
  function: (text: string) => () => text,
  symbol: (text: string) => Symbol(text),
  number: (text: string) => text.length,
  "not a number": () => Number.NaN,
  bigint: (text: string) => BigInt(text.length),
  boolean: (text: string) => text === "",
  null: () => null,
  undefined: () => undefined,
};

/** The values that recipes make, under the same names. */
export const made = (recipes: Readonly<Record<string, Recipe>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(recipes).map(([name, { as, text }]) => [name, forms[as](text)]));

/** Everything that means something to a URL, a path, a template, a terminal or a text normaliser. */
const fragments = [
  ..."/ // \\ %2f %5C . .. %2e %2E ../ /.. ..; ? # ; @ : & = + , ~ * | % %% %25 %252e %00 %zz $& $1 { }".split(" "),
  ..."{project_id} __proto__ null a Z 0 - _ 項目".split(" "),
  ...["\0", "\t", "\r\n", "\x1b", "\x7f", "\x80", "\x9f", "\xa0", "\xad", "\u2028", "\ufeff", "\ufffe", "\ufffd"],
  ...["\ud800", "\udfff", "\ud83d\ude00", "\u202e", "\u200f", "\u2066", "\u200b", "\u0301", "é", "e\u0301", "\u212b"],
  ...["\uff0e", "\u2024", "\uff0f", "\u2044", "\uff05", " "],
];

/** What climbs for whoever decodes a path, and what looks like it and doesn't. */
const climbing = ["..", "..", "/", "/", "\\", "%2f", "%5C", ".", "%2e", "a"];

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

/** Any text: of all characters, of those that matter to a path, of about the greatest length, dot segments, and climbs. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 5 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(".", "%2e", "%2E"), { maxLength: 3 }).map((dots) => dots.join("")) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...climbing), { maxLength: 4 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme" }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary-ascii" }) },
  { weight: 1, arbitrary: fc.string({ unit: codeUnit }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme-composite", minLength: 62, maxLength: 66 }) },
);

const notTexts = (Object.keys(forms) as Recipe["as"][]).filter((as) => as !== "text"); // its own keys

/** Anything but a text; nothing at all, the commonest of mistakes, more often than others. */
export const notText: fc.Arbitrary<Recipe> = fc.record({
  as: fc.oneof(fc.constantFrom(...notTexts), fc.constant("undefined" as const)),
  text: anyText,
});

/** An ordinary identifier, which every operation accepts. */
export const identifier: fc.Arbitrary<string> = fc.stringMatching(/^[a-zA-Z0-9_-]{1,64}$/);

/** A recipe for each path parameter of an operation: mostly identifiers, so that a bad value stands among good ones. */
export const recipesFor = ({ parameters }: SpecOperation): fc.Arbitrary<Record<string, Recipe>> => {
  const names = parameters.map(({ name }) => name);
  const text = (texts: fc.Arbitrary<string>) => texts.map((text): Recipe => ({ as: "text", text }));
  const value = fc.oneof(
    { weight: 3 * names.length, arbitrary: text(identifier) },
    { weight: 5, arbitrary: text(anyText) },
    { weight: 1, arbitrary: notText },
  );
  return fc.record(Object.fromEntries(names.map((name) => [name, value])));
};

/** An object with a sequence of values for each name: every time that a name is read, the next of them is given. */
export function flickering(
  sequences: Readonly<Record<string, readonly unknown[]>>,
  as: "getters" | "proxy",
  steady: object = {},
): object {
  const reads = new Map<PropertyKey, number>();
  const next = (name: string): unknown => {
    const count = reads.get(name) ?? 0;
    reads.set(name, count + 1);
    return sequences[name]?.[count % sequences[name].length];
  };
  const target: object = { ...steady };
  for (const name of Object.keys(sequences))
    Object.defineProperty(target, name, { get: () => next(name), enumerable: true, configurable: true });
  if (as === "getters") return target;
  return new Proxy(target, {
    // Looking at the property is a reading, too.
    getOwnPropertyDescriptor: (of, name) =>
      typeof name === "string" && name in sequences
        ? { value: next(name), enumerable: true, configurable: true, writable: true }
        : Reflect.getOwnPropertyDescriptor(of, name),
  });
}
