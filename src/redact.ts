/** No credential is shorter; a shorter text, such as a test's "token", would deface ordinary words. */
const minLength = 8;

// One character as JSON, URLs and HTML may write it (\/ \u002f %2f &#x2f; &#47;), or as it is.
const writtenCharacter = /\\u00([0-9a-f]{2})|%([0-9a-f]{2})|&#x([0-9a-f]{2});|&#(\d{2,3});|\\?(.)/gis;

/**
 * Takes credentials out of text that a server sent, in case that it echoes them: as they are, escaped, or in base64. By
 * searching: a regular expression made of a long credential can overflow the stack, with an error that quotes it.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.filter(({ length }) => length >= minLength).flatMap((secret) => [secret, ...base64Of(secret)]);
  if (text === "" || forms.length === 0) return text;
  const echoes: [start: number, end: number][] = [];
  for (const { characters, starts } of [asWritten(text), asMeant(text)]) {
    for (const form of forms.map(lowerCase)) {
      for (let at = characters.indexOf(form); at >= 0; at = characters.indexOf(form, at + 1))
        echoes.push([starts(at), starts(at + form.length)]);
    }
  }
  let result = "";
  let end = 0;
  for (const [from, to] of echoes.sort(([a], [b]) => a - b)) {
    if (from >= end) result += `${text.slice(end, from)}[redacted]`;
    end = Math.max(end, to);
  }
  return result + text.slice(end);
}

/** What of a secret is sure to stand in the base64 of a text around it: it may begin at any of three places in a group. */
function base64Of(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bits = (before + secret.length) * 8;
    const digits = btoa("\0".repeat(before) + secret).slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
    return [digits, digits.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

// Only ASCII, which a credential consists of: other letters can become longer or shorter.
const lowerCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const asWritten = (text: string) => ({ characters: lowerCase(text), starts: (index: number) => index });

/** The text with its escapes undone, and where each of its characters begins. */
function asMeant(text: string) {
  let characters = "";
  const begins: number[] = [];
  if (/[\\%&]/.test(text)) {
    for (const match of text.matchAll(writtenCharacter)) {
      const [, json, url, html, decimal, character] = match;
      const hex = json ?? url ?? html;
      characters += character ?? String.fromCharCode(hex ? Number.parseInt(hex, 16) : Number(decimal));
      begins.push(match.index);
    }
  }
  return { characters: lowerCase(characters), starts: (index: number) => begins[index] ?? text.length };
}
