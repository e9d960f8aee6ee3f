import { createRomaClient, type OperationResult, type RequestDescription, type RomaClient } from "../../src/index.ts";
import { canary } from "./canary.ts";

/** The tests' credential. */
export const token = canary;

/** A client of `baseUrl`, with whatever options a test needs. */
export const clientOf = (baseUrl: string, options: Partial<Parameters<typeof createRomaClient>[0]> = {}): RomaClient =>
  createRomaClient({ baseUrl, auth: token, ...options });

/** Calls an operation by its name: the tests are driven by the spec and know no operation by name. */
export function call(
  client: RomaClient,
  operationId: string,
  inputs: object,
  options?: object,
): Promise<OperationResult> {
  const methods = client as unknown as Record<string, (inputs: object, options?: object) => Promise<OperationResult>>; // the spec says that there is one
  const method = methods[operationId];
  if (!method) throw new Error(`the generated client has no method ${operationId}; run \`npm run generate\``);
  return method(inputs, options);
}

/** What a call of an operation would send, by the operation's name. */
export const describeCall = (client: RomaClient, operationId: string, inputs: object): RequestDescription =>
  (client.describe as (operationId: string, inputs: object) => RequestDescription)(operationId, inputs); // also wrong ones

/** Calls `http` by method and path, or its `request`, which takes the method in any case. */
export async function httpCall(
  { http }: RomaClient,
  method: string,
  path: string,
  init: unknown,
  asRequest = false,
): Promise<unknown> {
  const untyped = http as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>; // what the types forbid, too
  return asRequest ? untyped.request?.(method.toLowerCase(), path, init) : untyped[method]?.(path, init);
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it resolved, and should have rejected");
}
