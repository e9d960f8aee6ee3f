import type { Cursor } from "./cursor.ts";
import type { HttpMethod, OperationDescriptor } from "./descriptor.ts";
import { type ParameterModel, readParameters } from "./parameters.ts";
import { type BodyModel, type ErrorModel, readBody, readResponses, type SuccessModel } from "./payloads.ts";

/** One operation of the spec: what the client needs, and what a person wants to read about it. */
export interface OperationModel {
  readonly operationId: string;
  readonly descriptor: OperationDescriptor;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  readonly vendorPage: { readonly title: string | undefined; readonly url: string } | undefined;
  readonly parameters: readonly ParameterModel[];
  readonly body: BodyModel | undefined;
  readonly successes: readonly SuccessModel[];
  readonly errors: readonly ErrorModel[];
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
    parameters,
    body,
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
