import { withoutSecrets } from "../redact.ts";
import { presentable } from "../server-text.ts";

const maxDepth = 8;

/**
 * What `fetch` rejected with, fit to be an error's `cause`: unchanged where all of it can be seen to hold no credential, as
 * the runtimes' own errors can; else a plain error that says the same without it. A custom `fetch` may well quote the
 * request that it was given.
 */
export function safeCause(cause: unknown, secrets: readonly string[]): unknown {
  if (isHarmless(cause, secrets, 0)) return cause;
  const { name, message, code } = (typeof cause === "object" ? cause : { message: cause }) as Partial<
    Record<"name" | "message" | "code", unknown>
  >; // null is harmless, so it is an object; what it holds is looked at next
  const safe = new Error(presentable(withoutSecrets(String(message), secrets)));
  if (typeof name === "string") safe.name = presentable(withoutSecrets(name, secrets));
  return typeof code === "string" ? Object.assign(safe, { code: withoutSecrets(code, secrets) }) : safe;
}

function isHarmless(value: unknown, secrets: readonly string[], depth: number): boolean {
  if (typeof value === "string") return withoutSecrets(value, secrets) === value;
  if (typeof value === "function" || depth > maxDepth) return false;
  if (typeof value !== "object" || value === null) return true;
  // An instance of any other class can hide things that only its own methods, or an inspector, show.
  const transparent = Array.isArray(value) || value instanceof Error || isPlain(value) || isForeignError(value);
  return (
    transparent &&
    Reflect.ownKeys(value).every((key) => isHarmless((value as Record<PropertyKey, unknown>)[key], secrets, depth + 1)) // its own keys
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** An error of another realm, such as the runtime's own in a test runner's sandbox. */
const isForeignError = (value: object): boolean => Object.prototype.toString.call(value) === "[object Error]";
