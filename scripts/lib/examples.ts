import type { OperationModel } from "./generator/operations.ts";

/** The spec's own examples as an operation's inputs: a request that is right in every part. */
export function exampleInputs({ parameters, body }: OperationModel): Record<string, unknown> {
  const examples = Object.fromEntries(parameters.map(({ name, example }) => [name, example]));
  return { ...examples, ...(body && { body: body.example }) };
}

/** The value of `Prefer` with which Prism gives this documented answer: a status, and for errors an example's key. */
export const preferenceFor = (status: number, exampleKey?: string): string =>
  exampleKey === undefined ? `code=${status}` : `code=${status}, example=${exampleKey}`;
