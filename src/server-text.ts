const maxLength = 300;

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
