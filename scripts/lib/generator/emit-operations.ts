import type { ServerDescriptor } from "./descriptor.ts";
import type { OperationModel } from "./operations.ts";

/** The text of generated/operations.ts: the descriptor table, which is all that the client's run time reads of the spec. */
export function emitOperations(operations: readonly OperationModel[], server: ServerDescriptor): string {
  const table = Object.fromEntries(operations.map(({ operationId, descriptor }) => [operationId, descriptor]));
  return `import type { OperationDescriptor, ServerDescriptor } from "./descriptor.ts";
import type { Operations } from "./types.ts";

/** One descriptor per operation, by operationId. */
export const operations: Readonly<Record<keyof Operations, OperationDescriptor>> = ${JSON.stringify(table, null, 2)};

/** The spec's first server. */
export const server: ServerDescriptor = ${JSON.stringify(server, null, 2)};
`;
}
