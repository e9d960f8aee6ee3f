import type { Operations } from "../../generated/types.ts";
import type { ApiErrorOf } from "../operation-types.ts";
import type { RomaApiError } from "./roma-api-error.ts";
import { isRomaError } from "./roma-error.ts";

/**
 * Tells whether a thrown value is a {@link RomaApiError}, across realms and copies of this package. With an
 * `operationId` it is `true` for that operation's errors alone, and narrows `status` to the documented statuses and,
 * with `status`, `code` to the documented codes; the set of codes stays open.
 *
 * @example
 * ```ts
 * if (isRomaApiError(error, "deleteBackendInstance") && error.status === 404) {
 *   switch (error.code) {
 *     case "APIG.3024":
 *       break; // the backend server is gone already
 *     default:
 *       throw error; // another thing is missing: the channel, the instance
 *   }
 * }
 * ```
 */
export function isRomaApiError(error: unknown): error is RomaApiError;
export function isRomaApiError<Id extends keyof Operations>(
  error: unknown,
  operationId: Id,
): error is ApiErrorOf<Operations, Id>;
export function isRomaApiError(error: unknown, operationId?: string): boolean {
  return (
    isRomaError(error) &&
    error.name === "RomaApiError" &&
    (operationId === undefined || error.operationId === operationId)
  );
}
