import { buildRequest, compileOperation } from "../../src/request.ts";
import { exampleInputs } from "./examples.ts";
import type { OperationModel } from "./generator/operations.ts";

/** A command to copy and paste, for one operation with the spec's examples: the request that the client would send. */
export function curlFor(
  operation: OperationModel,
  baseUrl: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const { operationId, descriptor } = operation;
  const request = buildRequest(compileOperation(operationId, descriptor), baseUrl, exampleInputs(operation), headers);
  const all = {
    ...(descriptor.credentialHeader !== undefined && { [descriptor.credentialHeader]: "any-token" }),
    ...request.headers,
  };
  return [
    `curl -i -X ${request.method}`,
    ...Object.entries(all).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(request.body === undefined ? [] : [`-d ${quote(request.body)}`]),
    quote(request.url),
  ].join(" \\\n    ");
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
