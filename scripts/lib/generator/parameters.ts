import { constraintsOf } from "./constraints.ts";
import type { Cursor } from "./cursor.ts";
import type { Constraints, ParameterDescriptor } from "./descriptor.ts";

/** One parameter of an operation. */
export interface ParameterModel {
  readonly name: string;
  readonly in: ParameterDescriptor["in"];
  readonly required: boolean;
  readonly description: string | undefined;
  readonly example: unknown;
  readonly schema: Constraints;
  /** How an array is written, where it differs from the default of its place. */
  readonly style: ParameterDescriptor["style"];
}

/** Headers that OpenAPI says are not described as parameters, in lower case. */
const notParameters = new Set(["accept", "content-type", "authorization"]);

/** Reads an operation's parameters, its own and its path item's. */
export function readParameters(item: Cursor, operation: Cursor): ParameterModel[] {
  // An operation's parameter replaces the path item's of the same name and place.
  const all = new Map<string, Cursor>();
  for (const parameters of [item.get("parameters"), operation.get("parameters")]) {
    for (const [, parameter] of parameters.entries())
      all.set(`${parameter.get("in").string()} ${parameter.get("name").string()}`, parameter);
  }
  const read: ParameterModel[] = [];
  for (const parameter of all.values()) {
    const name = parameter.get("name").string();
    const place = parameter.get("in").string();
    if (place === "cookie")
      throw parameter.unsupported(
        `the cookie parameter \`${name}\` isn't supported: browsers don't let a client set one`,
      );
    if (place === "header" && notParameters.has(name.toLowerCase())) continue;
    if (name === "body" || read.some((other) => other.name === name)) {
      throw parameter.unsupported(`two inputs named \`${name}\`: parameters and \`body\` share one flat object`);
    }
    if (parameter.get("schema").value === undefined)
      throw parameter.unsupported(`the parameter \`${name}\` needs a \`schema\``);
    read.push({
      name,
      in: place as ParameterDescriptor["in"], // the only places left, as the linter has checked
      required: parameter.get("required").value === true,
      description: parameter.get("description").optionalString(),
      example: parameter.get("example").value,
      schema: constraintsOf(parameter.get("schema")),
      style: readStyle(parameter, place),
    });
  }
  return read;
}

/** How an array parameter is written, where it differs from the default of its place. */
function readStyle(parameter: Cursor, place: string): ParameterModel["style"] {
  const style = parameter.get("style");
  const explode = parameter.get("explode").value;
  const type = parameter.get("schema", "type").value;
  if (type === "object")
    throw parameter.unsupported(
      "an object as a parameter isn't supported; use properties of the body, or one parameter each",
    );
  if (place !== "query") {
    if (style.value !== undefined && style.value !== "simple")
      throw style.unsupported(`the style \`${style.string()}\` isn't supported in the ${place}`);
    return undefined;
  }
  if (style.value === "spaceDelimited" || style.value === "pipeDelimited") return style.value;
  if (style.value !== undefined && style.value !== "form")
    throw style.unsupported(`the style \`${style.string()}\` isn't supported in the query`);
  return explode === false ? "form" : undefined;
}
