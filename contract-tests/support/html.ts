/** Text that is HTML already, and so isn't escaped; made by `html`, by hand only from a constant. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

type Part = string | number | Html | readonly Html[];

/** HTML from a template, in which every value that isn't HTML itself is escaped, for text and for quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, string, index) => `${text}${rendered(parts[index - 1] ?? "")}${string}`));
}

function rendered(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return part instanceof Html ? part.toString() : part.join("");
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
