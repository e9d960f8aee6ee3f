import { RomaInputError } from "./errors/roma-input-error.ts";

const legalName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Visible ASCII, with spaces and tabs inside. `fetch` would quote an illegal value in its error, so it never gets one. */
const legalValue = /^(?:[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?)?$/;

export const isLegalHeaderValue = (value: string): boolean => legalValue.test(value);

/** Headers that follow from the request itself. */
const derived = new Set(["content-type", "content-length", "host", "transfer-encoding", "connection"]);

/** Sets headers, replacing those of the same name whatever their case. @throws RomaInputError, which never quotes a value */
export function setHeaders(
  target: Record<string, string>,
  headers: Readonly<Record<string, string>>,
  operationId: string,
  parameter = "headers",
): void {
  for (const [name, value] of Object.entries(headers)) {
    const refuse = (why: string) => new RomaInputError(parameter, why, operationId);
    if (!legalName.test(name)) throw refuse("holds a name that no HTTP header can have");
    if (typeof value !== "string" || !isLegalHeaderValue(value))
      throw refuse(`holds a value for ${name} that no HTTP header can have`);
    if (derived.has(name.toLowerCase())) throw refuse(`must not hold ${name}: it follows from the request itself`);
    for (const present of Object.keys(target)) if (present.toLowerCase() === name.toLowerCase()) delete target[present];
    target[name] = value;
  }
}

/** Refuses a credential among the caller's headers: it is the client's to send, to the right place alone. */
export function refuseCredential(
  headers: Readonly<Record<string, string>>,
  credentialHeader: string | undefined,
  operationId: string,
): void {
  if (credentialHeader === undefined) return;
  if (Object.keys(headers).some((name) => name.toLowerCase() === credentialHeader.toLowerCase())) {
    throw new RomaInputError(
      "headers",
      `must not hold ${credentialHeader}: pass the credential as the client's \`auth\``,
      operationId,
    );
  }
}

/** Headers in any of the forms that callers have: an array holds several values of a name. @throws RomaInputError */
export function plainHeaders(headers: unknown, operationId: string): Record<string, string> {
  if (headers === undefined) return {};
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) {
    throw new RomaInputError("headers", "must be an object of names and values, or a Headers object", operationId);
  }
  const entries: [string, unknown][] = headers instanceof Headers ? [...headers] : Object.entries(headers);
  const set = entries.filter(([, value]) => value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [name, [value].flat().join(", ")]));
}

/** A request's headers: those that every request carries, and the caller's, checked, over them. @throws RomaInputError */
export function withCallerHeaders(
  common: Readonly<Record<string, string>>,
  headers: unknown,
  { operationId, credentialHeader }: { readonly operationId: string; readonly credentialHeader?: string },
): Record<string, string> {
  const own = plainHeaders(headers, operationId);
  refuseCredential(own, credentialHeader, operationId);
  const all = { ...common };
  setHeaders(all, own, operationId);
  return all;
}
