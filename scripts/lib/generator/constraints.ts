import type { Cursor } from "./cursor.ts";
import type { Constraints } from "./descriptor.ts";

/** Keywords that are enforced as they stand. */
const plain = [
  "type",
  "enum",
  "const",
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minItems",
  "maxItems",
  "uniqueItems",
  "required",
] as const satisfies readonly (keyof Constraints)[];

/** Keywords that say nothing about what may be sent. */
const annotations = new Set([
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "format",
  "readOnly",
  "writeOnly",
  "externalDocs",
  "$comment",
  "discriminator",
]);

/**
 * Reduces a schema to what the client enforces. A keyword that it couldn't enforce is refused here, at generation, so
 * that a spec never promises a check that doesn't take place.
 */
export function constraintsOf(schema: Cursor, above: readonly string[] = []): Constraints {
  if (schema.ref !== undefined && above.includes(schema.ref)) {
    throw schema.unsupported(`a recursive schema (${schema.ref}) can't be checked before sending`);
  }
  if (schema.value === false) throw schema.unsupported("the schema `false` isn't supported in a request");
  const within = schema.ref === undefined ? above : [...above, schema.ref];
  const result: Record<string, unknown> = {};
  for (const [keyword, child] of schema.entries()) {
    if (annotations.has(keyword) || keyword.startsWith("x-")) continue;
    else if ((plain as readonly string[]).includes(keyword)) result[keyword] = child.value;
    else if (keyword === "items") result.items = constraintsOf(child, within);
    else if (keyword === "properties") {
      result.properties = Object.fromEntries(
        child.entries().map(([name, property]) => [name, constraintsOf(property, within)]),
      );
    } else if (keyword === "additionalProperties") {
      result.additionalProperties = typeof child.value === "boolean" ? child.value : constraintsOf(child, within);
    } else if (keyword === "allOf" || keyword === "anyOf" || keyword === "oneOf") {
      result[keyword] = child.entries().map(([, alternative]) => constraintsOf(alternative, within));
    } else
      throw child.unsupported(
        `the JSON Schema keyword \`${keyword}\` isn't supported in a request; state the constraint otherwise`,
      );
    if (keyword === "pattern") compile(child);
  }
  return result as Constraints; // made of the keywords of Constraints alone
}

function compile(pattern: Cursor): void {
  try {
    new RegExp(pattern.string(), "u");
  } catch {
    throw pattern.unsupported(`\`${pattern.string()}\` is no ECMAScript regular expression`);
  }
}
