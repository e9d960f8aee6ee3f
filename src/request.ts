import { createQuerySerializer, defaultBodySerializer } from "openapi-fetch";
import type { OperationDescriptor, ParameterDescriptor } from "../generated/descriptor.ts";
import { violationOf } from "./constraints.ts";
import { RomaInputError } from "./errors/roma-input-error.ts";
import { setHeaders } from "./headers.ts";
import { compilePath, fillPath, type PathTemplate } from "./path.ts";

/** An operation, ready to make requests of. */
export interface Operation extends OperationDescriptor {
  readonly operationId: string;
  readonly template: PathTemplate;
}

export function compileOperation(operationId: string, descriptor: OperationDescriptor): Operation {
  return { ...descriptor, operationId, template: compilePath(descriptor.path) };
}

/** One request as it will be sent, but for the credential. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  /** The path below the base URL, filled in and encoded; what the URL is held against before sending. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** An operation's inputs, flat and under their wire names. */
export type Inputs = Readonly<Record<string, unknown>>;

/**
 * Makes the request of an operation from its inputs.
 *
 * @throws RomaInputError where an input is unknown, missing or forbidden by the spec
 */
export function buildRequest(
  operation: Operation,
  base: string,
  inputs: Inputs,
  headers: Readonly<Record<string, string>>,
): WireRequest {
  const { operationId, parameters } = operation;
  refuseUnknown(operation, inputs);
  const query: string[] = [];
  const own: Record<string, string> = { ...headers };
  for (const name in parameters) {
    const parameter = parameters[name] as ParameterDescriptor; // `name` is one of its keys
    const value = checkParameter(operationId, name, parameter, inputs);
    if (value === undefined) continue;
    if (parameter.in === "query") query.push(serializeQuery(operationId, name, value, parameter));
    else if (parameter.in === "header") setHeaders(own, { [name]: String(value) }, operationId, name);
  }
  const path = fillPath(operation.template, inputs, operationId);
  const search = query.filter(Boolean).join("&");
  const body = serializeBody(operation, inputs);
  if (body !== undefined) own["Content-Type"] = "application/json";
  return { method: operation.method, url: `${base}${path}${search && `?${search}`}`, path, headers: own, body };
}

function refuseUnknown({ operationId, parameters, body }: Operation, inputs: Inputs): void {
  for (const name of Object.keys(inputs)) {
    if (Object.hasOwn(parameters, name) || (name === "body" && body)) continue;
    const known = [...Object.keys(parameters), ...(body ? ["body"] : [])];
    throw new RomaInputError(name, `is no parameter of this operation, which takes ${known.join(", ")}`, operationId);
  }
}

function checkParameter(
  operationId: string,
  name: string,
  { in: place, required, schema }: ParameterDescriptor,
  inputs: Inputs,
): unknown {
  const value = inputs[name];
  if (value === undefined) {
    // A path value that is there but undefined is a mistake, never a wish for the default: another target would be hit.
    if (required || (place === "path" && name in inputs))
      throw new RomaInputError(name, missing(place, name in inputs), operationId);
    return undefined;
  }
  const violation = violationOf(value, schema);
  if (violation) throw new RomaInputError(`${name}${violation.path}`, violation.message, operationId);
  return value;
}

function missing(place: ParameterDescriptor["in"], present: boolean): string {
  const remedy = place === "path" ? "pass it with the call, or in the client's `defaults`" : "pass it with the call";
  if (!present) return `is missing; ${remedy}`;
  return place === "path"
    ? "is undefined; give it a value, or leave it out to use the default"
    : `is undefined; ${remedy}`;
}

/** OpenAPI's `form` style, each array item as a pair of its own unless the spec says otherwise. */
function serializeQuery(operationId: string, name: string, value: unknown, { style }: ParameterDescriptor): string {
  const array = style === undefined ? { style: "form" as const, explode: true } : { style, explode: false };
  try {
    return createQuerySerializer({ array })({ [encodeURIComponent(name)]: value });
  } catch {
    throw new RomaInputError(name, "can't be written into a query; it may hold half of a surrogate pair", operationId);
  }
}

/** Writes the body, and checks what was written: what JSON leaves out or replaces must not slip past the checks. */
function serializeBody({ operationId, body: descriptor }: Operation, inputs: Inputs): string | undefined {
  const { body } = inputs;
  if (!descriptor || (body === undefined && !descriptor.required)) return undefined;
  if (body === undefined) throw new RomaInputError("body", "is missing; pass it with the call", operationId);
  let text: string;
  let written: unknown;
  try {
    text = defaultBodySerializer(body);
    written = JSON.parse(text);
  } catch {
    throw new RomaInputError("body", "can't be written as JSON", operationId);
  }
  const violation = violationOf(written, descriptor.schema);
  if (violation) throw new RomaInputError(`body${violation.path}`, violation.message, operationId);
  return text;
}
