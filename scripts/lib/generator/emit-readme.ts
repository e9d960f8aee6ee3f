import type { OperationModel } from "./operations.ts";

/** The text of generated/README.md: how this folder comes about, and what is in it. */
export function emitReadme(operations: readonly OperationModel[]): string {
  const rows = operations.map(
    ({ operationId, descriptor, vendorPage }) =>
      `| \`${operationId}\` | \`${descriptor.method} ${descriptor.path}\` | ${vendorPage ? `[${vendorPage.title}](${vendorPage.url})` : ""} |`,
  );
  return `# generated/

Everything here is written by \`npm run generate\` from \`openapi/\`, and nothing by hand: \`npm test\` fails when a file
differs from what the spec gives. It holds data and types only, and imports nothing from outside this folder.

| file | what it is |
|---|---|
| \`openapi.json\` | the spec as one document; published as \`roma-apic-client/openapi.json\`, served by the mock |
| \`schema.ts\` | the spec's types, by openapi-typescript |
| \`types.ts\` | per operation: parameters, data per success status, codes per error status, with documentation |
| \`operations.ts\` | per operation: the descriptor that the client works from at run time |
| \`descriptor.ts\` | the shape of a descriptor |

| operation | method and path | vendor's page |
|---|---|---|
${rows.join("\n")}
`;
}
