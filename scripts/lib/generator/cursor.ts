import { isObject, type Json, type JsonObject } from "./json.ts";

/** What the generator can't do with a spec, at the place where it met it. */
export class UnsupportedSpecError extends Error {
  override readonly name = "UnsupportedSpecError";

  /** @param trail the keys that lead there from the entry file, `$ref`s passed through */
  constructor(
    message: string,
    readonly trail: readonly string[],
  ) {
    super(message);
  }
}

/**
 * A place in a bundled document. Moving on follows `$ref`s and remembers the way taken, so that a fault can be reported
 * where a person wrote it, in whichever file that is.
 */
export class Cursor {
  readonly value: Json | undefined;
  /** The component that the last step's `$ref` led to, such as `#/components/schemas/ErrorResponse`. */
  readonly ref: string | undefined;

  private constructor(
    private readonly document: JsonObject,
    value: Json | undefined,
    /** The keys that lead here from the document's root. */
    readonly trail: readonly string[],
  ) {
    if (isObject(value) && typeof value.$ref === "string") {
      this.ref = value.$ref;
      const { $ref, ...siblings } = value;
      const target = resolve(document, $ref);
      if (target === undefined) throw new UnsupportedSpecError(`\`${$ref}\` leads nowhere`, trail);
      this.value = isObject(target) ? { ...target, ...siblings } : target;
    } else {
      this.value = value;
    }
  }

  /** The root of a document. */
  static at(document: JsonObject): Cursor {
    return new Cursor(document, document, []);
  }

  get(...keys: readonly (string | number)[]): Cursor {
    let cursor: Cursor = this;
    for (const key of keys.map(String)) {
      const child =
        isObject(cursor.value) || Array.isArray(cursor.value) ? (cursor.value as JsonObject)[key] : undefined; // an array's keys are its indices
      cursor = new Cursor(this.document, child, [...cursor.trail, key]);
    }
    return cursor;
  }

  /** The children by key, in the document's order; none where there is nothing. */
  entries(): [string, Cursor][] {
    return isObject(this.value) || Array.isArray(this.value)
      ? Object.keys(this.value).map((key) => [key, this.get(key)])
      : [];
  }

  string(): string {
    if (typeof this.value !== "string") throw this.unsupported("a string is expected here");
    return this.value;
  }

  optionalString(): string | undefined {
    return this.value === undefined ? undefined : this.string();
  }

  unsupported(message: string): UnsupportedSpecError {
    return new UnsupportedSpecError(message, this.trail);
  }
}

function resolve(document: JsonObject, ref: string): Json | undefined {
  let target: Json | undefined = document;
  for (const token of ref.replace(/^#\//, "").split("/")) {
    const key = decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~");
    target = isObject(target) || Array.isArray(target) ? (target as JsonObject)[key] : undefined; // an array's keys are its indices
  }
  return isObject(target) && typeof target.$ref === "string" ? resolve(document, target.$ref) : target;
}
