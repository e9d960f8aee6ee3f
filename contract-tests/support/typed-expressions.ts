import { type Inputs, misspellings, mistakenInputs, otherKinds } from "./mistakes.ts";
import { type SpecOperation, server } from "./spec.ts";
import { exampleInputs } from "./violations.ts";

// Expressions that a consumer may write, for every operation and every input of the spec: right ones, and ones with a
// single mistake. They are plain JavaScript, so that what the compiler judges is what is run.

export interface Expression {
  readonly code: string;
  /** Whether it is as the spec says: then it has to compile and to be sent, else neither. */
  readonly right: boolean;
  /** Whether the mistake is a name too many, beside all that is right. */
  readonly surplus?: boolean;
}

/** What the expressions stand below; at run time the same names are given to them. */
export const preamble: readonly string[] = [
  'import { createRomaClient, isRomaApiError, type CallOptions, type RomaClient } from "../../src/index.ts";',
  'import type { RomaClientOptions, paths } from "../../src/index.ts";',
  'import type { MaybeOptionalInit } from "openapi-fetch";',
  "declare const roma: RomaClient;",
  `declare const options: { region: "${server.regions[0]}"; auth: string; fetch(url: string): Promise<Response> };`,
  "declare const errors: Readonly<Record<string, unknown>>;",
  "declare const anything: never;", // a value of whatever type is asked for
];

/** A value as it is written in code; JSON would leave out what is undefined. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return value === undefined ? "undefined" : JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${JSON.stringify(name)}: ${literal(item)}`)
    .join(", ")} }`;
}

/** The ways to name an operation's inputs in a call. */
export const faces: Readonly<Record<string, (operation: SpecOperation, inputs: Inputs) => string>> = {
  "as a method": ({ operationId }, inputs) => `roma.${operationId}(${literal(inputs)})`,
  "with `describe`": ({ operationId }, inputs) => `roma.describe("${operationId}", ${literal(inputs)})`,
  "through `http`": (operation, inputs) => `roma.http.${operation.method}("${operation.path}", ${httpInit(inputs)})`,
  "through the `request` of `http`": (operation, inputs) =>
    `roma.http.request("${operation.method.toLowerCase()}", "${operation.path}", ${httpInit(inputs)})`,
};

/** Inputs as `http` takes them, and further parameters by their place. */
export function httpInit(inputs: Inputs, more: Inputs = {}): string {
  const { body, ...path } = inputs;
  return literal({ params: { path, ...more }, ...("body" in inputs && { body }) });
}

/** An operation with its right inputs, and with every mistake in them. */
export function expressionsOf(operation: SpecOperation, face: string): Expression[] {
  const right = exampleInputs(operation);
  const write = faces[face];
  if (!write) throw new Error(`there is no way ${face}`);
  return [
    { code: write(operation, right), right: true },
    ...mistakenInputs(operation, right).map(({ value, surplus }) => {
      return { code: write(operation, value), right: false, surplus };
    }),
  ];
}

/** Defaults of one parameter, and of all of them: what they hold may be left out of the call, and nothing else. */
export function expressionsWithDefaults({
  operationId,
  method,
  path: route,
  ...operation
}: SpecOperation): Expression[] {
  const { body, ...path } = exampleInputs({ operationId, method, path: route, ...operation });
  const own = body === undefined ? {} : { body };
  const without = (name: string): Inputs => {
    const { [name]: _, ...others } = path;
    return { ...others, ...own };
  };
  const clientWith = (defaults: Inputs) => `createRomaClient({ ...options, defaults: ${literal(defaults)} })`;
  const write = (defaults: Inputs, inputs: Inputs, right: boolean): Expression[] => [
    { code: `${clientWith(defaults)}.${operationId}(${literal(inputs)})`, right },
    { code: `${clientWith(defaults)}.describe("${operationId}", ${literal(inputs)})`, right },
  ];
  const ofOne = Object.entries(path).flatMap(([name, value]) => [
    ...write({ [name]: value }, without(name), true),
    ...write({ [name]: value }, { ...path, ...own }, true),
    ...Object.keys(without(name)).flatMap((other) => {
      const { [other]: _, ...missing } = without(name);
      return write({ [name]: value }, missing, false);
    }),
    ...otherKinds({ type: "string" }).flatMap((wrong) => write({ [name]: wrong }, without(name), false)),
    ...misspellings(name).flatMap((other) => write({ [other]: value }, { ...path, ...own }, false)),
    // They are the methods' and no others'.
    { code: `${clientWith(path)}.http.${method}("${route}", ${httpInit(without(name))})`, right: false },
  ]);
  return [...write(path, own, true), ...write({}, own, false), ...ofOne];
}

const httpMethods = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"];

/** An operation under its names, and under others. */
export function expressionsWithNames(operation: SpecOperation): Expression[] {
  const { operationId, method, path } = operation;
  const inputs = exampleInputs(operation);
  const init = httpInit(inputs);
  const otherNames = misspellings(operationId);
  const otherMethods = httpMethods.filter((other) => other !== method);
  const otherPaths = [`${path}/`, path.slice(1), `https://h.example${path}`, path.replace(/\{\w+\}/, "p")];
  const wrong = [
    `roma.${operationId}()`,
    `roma.describe("${operationId}")`,
    `roma.http.${method}("${path}")`,
    ...otherNames.map((other) => `roma.${other}(${literal(inputs)})`),
    ...otherNames.map((other) => `roma.describe("${other}", ${literal(inputs)})`),
    ...otherNames.map((other) => `isRomaApiError(errors.${operationId}, "${other}")`),
    ...otherMethods.map((other) => `roma.http.${other}("${path}", ${init})`),
    ...otherMethods.map((other) => `roma.http.request("${other.toLowerCase()}", "${path}", ${init})`),
    ...otherPaths.map((other) => `roma.http.${method}("${other}", ${init})`),
    ...["query", "header", "cookie"].map((place) => {
      return `roma.http.${method}("${path}", ${httpInit(inputs, { [place]: { surplus: "x" } })})`;
    }),
  ];
  return [
    { code: `isRomaApiError(errors.${operationId}, "${operationId}")`, right: true },
    ...wrong.map((code) => ({ code, right: false })),
  ];
}
