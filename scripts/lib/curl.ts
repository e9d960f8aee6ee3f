import type { OperationModel } from "./generator/operations.ts";

/** A command to copy and paste, for one operation with the spec's examples. */
export function curlFor(
  { descriptor, parameters, body }: OperationModel,
  baseUrl: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const examples = Object.fromEntries(parameters.map(({ name, example }) => [name, example]));
  const path = descriptor.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(examples[name])));
  const all = {
    ...(descriptor.credentialHeader !== undefined && { [descriptor.credentialHeader]: "any-token" }),
    ...(body && { "Content-Type": body.mediaType }),
    ...headers,
  };
  return [
    `curl -i -X ${descriptor.method}`,
    ...Object.entries(all).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body ? [`-d ${quote(JSON.stringify(body.example))}`] : []),
    quote(`${baseUrl}${path}`),
  ].join(" \\\n    ");
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
