import type { Constraints, OperationDescriptor } from "../../../generated/descriptor.ts";
import type { Inputs } from "../../../src/request.ts";
import { chance, integer, pick, type Random } from "./random.ts";

// Inputs of any operation at random: what the spec allows, however odd, and now and then what it forbids.

/** Characters that mean something in a URL, in JSON, or to a parser that is not careful. */
const oddities = [..."/?#%&=+;:@'\"()[]{}*!~|\\^`<>$, ._-", "%2e", "%2F", "é", "ß", "项", "目", "😀", "\u202e"];
const word = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/** Values that no path can hold. */
const forbiddenTexts = [
  "",
  ".",
  "..",
  "%2e",
  "%2E.",
  "a/../b",
  "..%2fb",
  "a\0b",
  "a\nb",
  "half \ud83d",
  "x".repeat(65),
];

export interface DrawnInputs {
  readonly inputs: Inputs;
  /** Whether the client has to refuse them. */
  readonly forbidden: boolean;
}

/** Inputs of an operation, with the call's name in that of the resource that is to be removed. */
export function drawInputs({ path, parameters, body }: OperationDescriptor, name: string, random: Random): DrawnInputs {
  const inputs: Record<string, unknown> = {};
  for (const [parameter, { schema }] of Object.entries(parameters)) inputs[parameter] = drawValue(schema, random);
  const resource = resourceParameter(path);
  inputs[resource] = `${name}.${inputs[resource]}`;
  if (body) inputs.body = drawValue(body.schema, random);
  const forbidden = chance(random, 0.02);
  if (forbidden) {
    const wrong = pick(random, Object.keys(inputs));
    inputs[wrong] =
      wrong === "body" ? pick(random, [undefined, {}, [], "text", emptied(inputs.body)]) : pick(random, forbiddenTexts);
  }
  return { inputs, forbidden };
}

/** What a path is about: its last parameter. */
export function resourceParameter(path: string): string {
  const name = [...path.matchAll(/\{(\w+)\}/g)].at(-1)?.[1];
  if (name === undefined) throw new Error(`${path} names no resource`);
  return name;
}

function drawValue(schema: Constraints, random: Random): unknown {
  const { type, pattern, minItems = 0, maxItems = 8, items = {}, properties = {} } = schema;
  if (type === "object")
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, drawValue(property, random)]),
    );
  if (type === "array")
    return Array.from({ length: integer(random, minItems, Math.min(maxItems, minItems + 8)) }, () =>
      drawValue(items, random),
    );
  // The only pattern there is allows these; a further one shows itself when the client refuses what is drawn here.
  return drawText(pattern === undefined ? [...word, ...oddities, ...oddities] : [...word], random);
}

/** Begins with a letter or so, so that it can't be a dot segment by chance, and is short enough for every limit. */
function drawText(alphabet: readonly string[], random: Random): string {
  const rest = Array.from({ length: integer(random, 3, 15) }, () => pick(random, alphabet));
  // Two dots side by side may climb or not; what does is among the texts that are forbidden.
  return [pick(random, [...word]), ...rest].join("").replace(/(?:\.|%2e){2,}/gi, ".");
}

/** A body whose lists are empty; no operation takes one, and neither does anybody who reads its page. */
const emptied = (body: unknown): unknown =>
  Object.fromEntries(Object.entries(body ?? {}).map(([name, value]) => [name, Array.isArray(value) ? [] : value]));
