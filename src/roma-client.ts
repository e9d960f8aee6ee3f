import { operations, server } from "../generated/operations.ts";
import type { paths } from "../generated/schema.ts";
import type { Operations, PathParameters, Region } from "../generated/types.ts";
import { createClientOf, type OperationsClient } from "./client.ts";
import type { ClientOptions } from "./options.ts";

/** Options of {@link createRomaClient}. */
export interface RomaClientOptions<Filled extends keyof PathParameters = never> extends ClientOptions<Region> {
  /** Path parameters that are filled in for every call; a call's own take precedence. */
  defaults?: Pick<PathParameters, Filled>;
}

/** A client of ROMA Connect's APIC; the path parameters `Filled` have defaults and are optional in its methods. */
export type RomaClient<Filled extends keyof PathParameters = never> = OperationsClient<Operations, paths, Filled>;

/**
 * Makes a client. Nothing is sent until one of its methods is called.
 *
 * Each operation of the spec is a method. It resolves when the server has said, with the documented success status, that
 * it has done what was asked, and rejects with a `RomaError` in every other case; the error's `outcome` says whether the
 * request was not sent, rejected, or whether that is unknown.
 *
 * @throws RomaInputError where an option is unusable
 * @example
 * ```ts
 * const roma = createRomaClient({
 *   region: "cn-north-4",
 *   auth: () => readToken(),
 *   defaults: { project_id, instance_id },
 * });
 * await roma.deleteAppCode({ app_id, app_code_id });
 * ```
 */
export function createRomaClient<Filled extends keyof PathParameters = never>(
  options: RomaClientOptions<Filled>,
): RomaClient<Filled> {
  return createClientOf<Operations, paths, Filled>({ operations, server }, options, options?.defaults);
}
