import {
  type CallOptions,
  createRomaClient,
  type OperationResult,
  type RomaClientOptions,
} from "../../../src/index.ts";
import { clientTimeoutMs } from "./plan.ts";
import { chance, pick, randomOf } from "./random.ts";

/** Calls an operation by its name. */
export type Caller = (operationId: string, inputs: object, options: CallOptions) => Promise<OperationResult>;

/** Makes a client; a test puts one in its place that lies. */
export type MakeCaller = (options: RomaClientOptions) => Caller;

/** The client as everybody uses it. */
export const honestCaller: MakeCaller = (options) => {
  type Method = (inputs: object, options: CallOptions) => Promise<OperationResult>;
  const methods = createRomaClient(options) as unknown as Record<string, Method>; // one per operation of the spec
  return async (operationId, inputs, options) => {
    const method = methods[operationId];
    if (!method) throw new Error(`the client has no method ${operationId}`);
    return method(inputs, options);
  };
};

/** The options of one of the soak's many clients. */
export function clientOptions(
  seed: number,
  client: number,
  baseUrl: string,
  fetch: NonNullable<RomaClientOptions["fetch"]>,
): RomaClientOptions {
  const random = randomOf(seed, "client", client);
  const auth = chance(random, 0.5) ? "canary-token-5f3c" : fickleAuth(seed, client);
  return { baseUrl, auth, fetch, timeoutMs: clientTimeoutMs };
}

/** A source of tokens that mostly has one. */
function fickleAuth(seed: number, client: number): () => string | Promise<string> {
  const random = randomOf(seed, "token", client);
  const some = (): string => "canary-token-5f3c";
  const none = (): string => {
    throw new Error("the vault is closed");
  };
  const moods = [
    ...Array.from({ length: 40 }, () => some),
    async () => some(),
    none,
    async () => none(),
    () => "line\n",
  ];
  const never = () => new Promise<string>(() => {});
  return () => pick(random, [...moods, never])();
}
