const maxLength = 300;
/** No credential is shorter; a shorter text, such as a test's "token", would deface ordinary words. */
const minSecretLength = 8;

/** Takes credentials out of text that a server sent, in case that it echoes them. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (result, secret) => (secret.length < minSecretLength ? result : result.replace(echoOf(secret), "[redacted]")),
    text,
  );
}

/** A secret as it is, or escaped as JSON (`\/`, `\u002b`) or URLs (`%2B`) escape some of its characters. */
function echoOf(secret: string): RegExp {
  const source = secret.replace(/[^0-9A-Za-z]/g, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(2, "0"); // a credential is ASCII: see isLegalHeaderValue
    return `(?:\\\\?\\x${hex}|\\\\u00${hex}|%${hex})`;
  });
  return new RegExp(source, "gi");
}

/** Makes a server's text fit for an error message or a log: one line, no control characters, of a sane length. */
export function presentable(text: string): string {
  // Cc: control characters; Cf: invisible formatting, such as marks that reverse the direction of writing; Zl and Zp: line breaks.
  const line = text
    .slice(0, 4 * maxLength)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, " ")
    .trim();
  // The cut may leave half of a surrogate pair.
  return line.length > maxLength ? `${line.slice(0, maxLength).replace(/\p{Cs}$/u, "")}…` : line;
}
