import { constraintsOf } from "./constraints.ts";
import type { Cursor } from "./cursor.ts";
import type { Constraints, HttpMethod, OperationDescriptor, ParameterDescriptor } from "./descriptor.ts";

/** One operation of the spec: what the client needs, and what a person wants to read about it. */
export interface OperationModel {
  readonly operationId: string;
  readonly descriptor: OperationDescriptor;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  readonly vendorPage: { readonly title: string | undefined; readonly url: string } | undefined;
  readonly parameters: readonly ParameterModel[];
  readonly body:
    | {
        readonly description: string | undefined;
        readonly required: boolean;
        readonly mediaType: string;
        readonly example: unknown;
      }
    | undefined;
  readonly successes: readonly { readonly status: number; readonly mediaType: string | undefined }[];
  readonly errors: readonly {
    readonly status: number;
    readonly codes: readonly { readonly code: string; readonly summary: string | undefined }[];
  }[];
}

export interface ParameterModel {
  readonly name: string;
  readonly in: ParameterDescriptor["in"];
  readonly required: boolean;
  readonly description: string | undefined;
  readonly example: unknown;
  readonly schema: Constraints;
}

const methods = ["get", "put", "post", "delete", "patch"];
const unsupportedMethods = ["options", "head", "trace"];

/** Names that a method of the client can't have: the client's own members, and what every object and promise has. */
const reserved = new Set([
  "describe",
  "http",
  "then",
  "constructor",
  "toString",
  "valueOf",
  "toJSON",
  "hasOwnProperty",
  "__proto__",
]);

/** Headers that OpenAPI says are not described as parameters, in lower case. */
const notParameters = new Set(["accept", "content-type", "authorization"]);

/** Reads all operations of a bundled document; throws an `UnsupportedSpecError` for what the client could not do. */
export function readOperations(document: Cursor): OperationModel[] {
  const operations: OperationModel[] = [];
  for (const [path, item] of document.get("paths").entries()) {
    for (const [key, operation] of item.entries()) {
      if (unsupportedMethods.includes(key))
        throw operation.unsupported(`${key.toUpperCase()} operations aren't supported`);
      if (methods.includes(key)) operations.push(readOperation(document, path, key, item, operation));
    }
  }
  return operations;
}

function readOperation(
  document: Cursor,
  path: string,
  method: string,
  item: Cursor,
  operation: Cursor,
): OperationModel {
  const operationId = operation.get("operationId").string();
  if (!/^[A-Za-z_$][\w$]*$/.test(operationId) || reserved.has(operationId)) {
    throw operation
      .get("operationId")
      .unsupported(`\`${operationId}\` can't be the name of a method; choose another operationId`);
  }
  const parameters = readParameters(item, operation);
  const body = readBody(operation.get("requestBody"));
  const { successes, errors } = readResponses(operation.get("responses"));
  const credentialHeader = readCredentialHeader(document, operation);
  const page = operation.get("externalDocs");
  return {
    operationId,
    summary: operation.get("summary").optionalString(),
    description: operation.get("description").optionalString(),
    deprecated: operation.get("deprecated").value === true,
    vendorPage:
      page.value === undefined
        ? undefined
        : { title: page.get("description").optionalString(), url: page.get("url").string() },
    parameters: parameters.map(({ style, ...parameter }) => parameter),
    body: body && {
      description: body.description,
      required: body.required,
      mediaType: body.mediaType,
      example: body.example,
    },
    successes,
    errors,
    descriptor: {
      method: method.toUpperCase() as HttpMethod, // one of `methods`
      path,
      parameters: Object.fromEntries(
        parameters.map(({ name, in: place, required, schema, style }) => [
          name,
          { in: place, required, schema, ...(style && { style }) },
        ]),
      ),
      ...(body && { body: { required: body.required, schema: body.schema } }),
      success: Object.fromEntries(
        successes.map(({ status, mediaType }) => [status, mediaType === undefined ? "empty" : "json"]),
      ),
      errors: Object.fromEntries(errors.map(({ status, codes }) => [status, codes.map(({ code }) => code)])),
      ...(credentialHeader !== undefined && { credentialHeader }),
    },
  };
}

interface ReadParameter extends ParameterModel {
  readonly style: NonNullable<ParameterDescriptor["style"]> | undefined;
}

function readParameters(item: Cursor, operation: Cursor): ReadParameter[] {
  // An operation's parameter replaces the path item's of the same name and place.
  const all = new Map<string, Cursor>();
  for (const parameters of [item.get("parameters"), operation.get("parameters")]) {
    for (const [, parameter] of parameters.entries())
      all.set(`${parameter.get("in").string()} ${parameter.get("name").string()}`, parameter);
  }
  const read: ReadParameter[] = [];
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
function readStyle(parameter: Cursor, place: string): ReadParameter["style"] {
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

function readBody(body: Cursor) {
  if (body.value === undefined) return undefined;
  const { mediaType, content } = readJson(body.get("content"));
  if (mediaType === undefined || content === undefined) throw body.unsupported("a request body needs content");
  const [firstExample] = content.get("examples").entries();
  return {
    description: body.get("description").optionalString(),
    required: body.get("required").value === true,
    mediaType,
    example: content.get("example").value ?? firstExample?.[1].get("value").value,
    schema: constraintsOf(content.get("schema")),
  };
}

/** The one JSON media type of a `content` map, if the map has any at all. */
function readJson(contents: Cursor): { mediaType?: string; content?: Cursor } {
  const entries = contents.entries();
  const [entry] = entries;
  if (entry === undefined) return {};
  const [mediaType, content] = entry;
  if (entries.length > 1)
    throw contents.unsupported("more than one media type isn't supported; the client speaks JSON");
  if (mediaType !== "application/json")
    throw content.unsupported(`\`${mediaType}\` isn't supported; the client speaks application/json`);
  return { mediaType, content };
}

function readResponses(responses: Cursor) {
  const successes: OperationModel["successes"][number][] = [];
  const errors: OperationModel["errors"][number][] = [];
  for (const [key, response] of responses.entries()) {
    if (!/^[2-5]\d\d$/.test(key)) {
      throw response.unsupported(
        `\`${key}\` isn't supported: an answer is documented under its exact status, or it isn't documented`,
      );
    }
    const status = Number(key);
    const { mediaType, content } = readJson(response.get("content"));
    if (status < 300) {
      successes.push({ status, mediaType });
    } else if (status < 400) {
      throw response.unsupported("a redirect can't be documented: the client follows none");
    } else {
      if (content === undefined) throw response.unsupported(`the error answer ${key} needs JSON content`);
      const codes = content.get("examples").entries();
      errors.push({
        status,
        codes: codes.map(([code, example]) => ({ code, summary: example.get("summary").optionalString() })),
      });
    }
  }
  return { successes, errors };
}

/** The header named by the operation's security requirement, its own or else the document's. */
function readCredentialHeader(document: Cursor, operation: Cursor): string | undefined {
  const own = operation.get("security");
  const requirements = own.value === undefined ? document.get("security") : own;
  const names = requirements.entries().flatMap(([, requirement]) => requirement.entries().map(([name]) => name));
  const [name] = names;
  if (name === undefined) return undefined;
  if (names.length > 1)
    throw requirements.unsupported("more than one security scheme for an operation isn't supported");
  const scheme = document.get("components", "securitySchemes", name);
  if (scheme.get("type").value !== "apiKey" || scheme.get("in").value !== "header") {
    throw scheme.unsupported(`the security scheme \`${name}\` isn't supported: it must be an apiKey in a header`);
  }
  return scheme.get("name").string();
}
