import type { Schema, SpecOperation } from "./spec.ts";

// Says which path values must be sent and which must be refused, and what a request target says. It is written from the
// promise and the URL standard alone, and shares nothing with the client's own path guard.

/** What the URL standard takes for a single or a double dot segment. */
const dotSegments = [".", "%2e", "..", ".%2e", "%2e.", "%2e%2e"];

/** Keywords that constrain nothing. */
const annotations = ["title", "description", "example", "examples"];

/** A judge that overlooked a constraint would be wrong without anybody noticing. */
export function refuseOtherKeywords(schema: Schema, type: string, keywords: readonly string[]): void {
  const other = Object.keys(schema).filter((keyword) => !["type", ...annotations, ...keywords].includes(keyword));
  if (schema.type !== type || other.length > 0)
    throw new Error(`the tests know ${type}s with ${keywords}, and no ${schema.type} with ${other}; teach them`);
}

/** Why a value must not be sent in a path; `undefined` where it must be. */
export function objectionTo(value: unknown, schema: Schema): string | undefined {
  refuseOtherKeywords(schema, "string", ["minLength", "maxLength", "pattern"]);
  return typeof value === "string" ? (guardObjectionTo(value) ?? specObjectionTo(value, schema)) : "no text";
}

/** Why a text can't be in any path, whatever the spec allows: here the client is meant to be stricter. */
export function guardObjectionTo(value: string): string | undefined {
  if (value === "") return "empty";
  if (dotSegments.includes(value.toLowerCase())) return "a dot segment";
  if (onceDecoded(value).split("/").includes("..")) return "segments that climb, to a gateway that decodes the path";
  if (Array.from(value).some(isControl)) return "a control character";
  if (Array.from(value).some((character) => /^[\ud800-\udfff]$/.test(character))) return "half of a surrogate pair";
  return undefined;
}

/** What some gateways make of a value: its dots and slashes without their percent-encoding, and backslashes turned. */
const onceDecoded = (value: string): string =>
  value.replace(/%2e/gi, ".").replace(/%2f/gi, "/").replace(/%5c/gi, "/").replaceAll("\\", "/");

function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

function specObjectionTo(value: string, { minLength, maxLength, pattern }: Schema): string | undefined {
  const { length } = Array.from(value); // JSON Schema counts characters
  if (minLength !== undefined && length < minLength) return "too short";
  if (maxLength !== undefined && length > maxLength) return "too long";
  return pattern !== undefined && !new RegExp(pattern, "u").test(value) ? "against the pattern" : undefined;
}

/** The names of the path parameters that must not be sent with these values. */
export const refusedNames = ({ parameters }: SpecOperation, values: Readonly<Record<string, unknown>>): string[] =>
  parameters.filter(({ name, schema }) => objectionTo(values[name], schema) !== undefined).map(({ name }) => name);

/**
 * Reads an operation's path values back from a request target, with the decoder that a server has.
 *
 * @throws Error where the target is any other than the operation's path below `prefix`
 */
export function valuesIn(target: string, prefix: string, { path }: SpecOperation): Record<string, string> {
  const leave = (why: string) => new Error(`${target} is not ${prefix}${path}: ${why}`);
  if (/[^!-~]|[?#\\]/.test(target)) throw leave("it holds a query, a fragment, or what is not text of a path");
  const actual = target.split("/");
  const meant = `${prefix}${path}`.split("/");
  if (actual.length !== meant.length) throw leave(`${actual.length} segments instead of ${meant.length}`);
  const values: Record<string, string> = {};
  for (const [index, segment] of actual.entries()) {
    const name = /^\{(.+)\}$/.exec(meant[index] ?? "")?.[1];
    if (name === undefined && segment !== meant[index]) throw leave(`segment ${index} is ${segment}`);
    if (name !== undefined) values[name] = decodeURIComponent(segment);
  }
  // A proxy on the way may parse and rewrite the target: it must find nothing to fold.
  if (new URL(`http://proxy.example${target}`).pathname !== target) throw leave("a URL parser makes another of it");
  return values;
}
