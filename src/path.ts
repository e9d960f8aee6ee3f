import { RomaInputError } from "./errors/roma-input-error.ts";

// What a server, or a URL parser on the way to it, takes for "here" and "up"; a parser decodes %2e by itself.
const dotSegment = /^(?:\.|%2e){1,2}$/i;
// A gateway that decodes paths makes segments of an encoded slash: then `a/../..` would lead to the resource above.
const climbs = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){2}(?:[/\\]|%2f|%5c|$)/i;
const controlCharacter = /\p{Cc}/u;
const loneSurrogate = /\p{Surrogate}/u;

/** Where a path template's values stand: the text around them, and their names. */
interface Segment {
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

/** A path template, taken apart once. */
export interface PathTemplate {
  readonly segments: readonly Segment[];
}

export function compilePath(path: string): PathTemplate {
  const segments = path
    .split("/")
    .slice(1)
    .map((segment) => {
      const parts = segment.split(/[{}]/);
      return {
        literals: parts.filter((_, index) => index % 2 === 0),
        names: parts.filter((_, index) => index % 2 === 1),
      };
    });
  return { segments };
}

/**
 * Fills a path template, or refuses: a value can only ever become text inside its own segment, so a call reaches the
 * path of the spec or none.
 *
 * @throws RomaInputError where a value is empty, is or stands for `.` or `..`, climbs with `..`, or can't be text of a URL
 */
export function fillPath(
  { segments }: PathTemplate,
  values: Readonly<Record<string, unknown>>,
  operationId: string,
): string {
  let path = "";
  for (const { literals, names } of segments) {
    path += `/${literals[0]}`;
    for (let index = 0; index < names.length; index++) {
      const name = names[index] ?? "";
      const value = String(values[name]);
      const why = refusal(value, literals.slice(1, names.length));
      if (why !== undefined) throw new RomaInputError(name, why, operationId);
      path += encodeURIComponent(value) + literals[index + 1];
    }
  }
  return path;
}

/** Why a value can't stand in a path, if it can't; `separators` stand between the values of its segment. */
function refusal(value: string, separators: readonly string[]): string | undefined {
  if (value === "") return "must not be empty: the path would lead to another resource";
  if (dotSegment.test(value)) {
    return "must not be a dot segment (`.`, `..`, percent-encoded or not): the path would lead to another resource";
  }
  if (climbs.test(value))
    return "must not hold `..` between slashes: a gateway that decodes paths would lead it to another resource";
  if (controlCharacter.test(value)) return "must not hold a control character";
  if (loneSurrogate.test(value)) return "must be well-formed text; it holds half of a surrogate pair";
  const separator = separators.find((text) => value.includes(text));
  return separator === undefined ? undefined : `must not hold \`${separator}\`, which ends it in this path`;
}

/**
 * The last look before a request is sent: does this URL, as a URL parser reads it, lead to the origin and the path that
 * were meant? Segment by segment, so that nothing a parser folds, drops or adds goes unnoticed.
 */
export function leadsTo(url: string, base: URL, path: string): boolean {
  const parsed = new URL(url);
  if (parsed.origin !== base.origin || parsed.username !== "" || parsed.password !== "") return false;
  const actual = parsed.pathname.split("/");
  const meant = `${base.pathname === "/" ? "" : base.pathname}${path}`.split("/");
  return actual.length === meant.length && actual.every((segment, index) => segment === meant[index]);
}
