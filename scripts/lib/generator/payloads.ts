import { constraintsOf } from "./constraints.ts";
import type { Cursor } from "./cursor.ts";
import type { Constraints } from "./descriptor.ts";

export interface BodyModel {
  readonly description: string | undefined;
  readonly required: boolean;
  readonly mediaType: string;
  readonly example: unknown;
  readonly schema: Constraints;
}

export interface SuccessModel {
  readonly status: number;
  /** `undefined` where the answer has no body. */
  readonly mediaType: string | undefined;
}

export interface ErrorModel {
  readonly status: number;
  /** The keys of its examples: the codes that are documented. */
  readonly codes: readonly { readonly code: string; readonly summary: string | undefined }[];
}

/** Reads an operation's request body, if it takes one. */
export function readBody(body: Cursor): BodyModel | undefined {
  if (body.value === undefined) return undefined;
  const { mediaType, content } = readJson(body.get("content"));
  if (mediaType === undefined || content === undefined) throw body.unsupported("a request body needs content");
  const [firstExample] = content.get("examples").entries();
  return {
    description: body.get("description").optionalString(),
    required: body.get("required").value === true,
    mediaType,
    example: content.get("example").value ?? firstExample?.[1].get("value").value,
    schema: constraintsOf(content.get("schema")),
  };
}

/** The one JSON media type of a `content` map, if the map has any at all. */
function readJson(contents: Cursor): { mediaType?: string; content?: Cursor } {
  const entries = contents.entries();
  const [entry] = entries;
  if (entry === undefined) return {};
  const [mediaType, content] = entry;
  if (entries.length > 1)
    throw contents.unsupported("more than one media type isn't supported; the client speaks JSON");
  if (mediaType !== "application/json")
    throw content.unsupported(`\`${mediaType}\` isn't supported; the client speaks application/json`);
  return { mediaType, content };
}

/** Reads an operation's documented answers. */
export function readResponses(responses: Cursor): { successes: SuccessModel[]; errors: ErrorModel[] } {
  const successes: SuccessModel[] = [];
  const errors: ErrorModel[] = [];
  for (const [key, response] of responses.entries()) {
    if (!/^[2-5]\d\d$/.test(key)) {
      throw response.unsupported(
        `\`${key}\` isn't supported: an answer is documented under its exact status, or it isn't documented`,
      );
    }
    const status = Number(key);
    const { mediaType, content } = readJson(response.get("content"));
    if (status < 300) {
      successes.push({ status, mediaType });
    } else if (status < 400) {
      throw response.unsupported("a redirect can't be documented: the client follows none");
    } else {
      if (content === undefined) throw response.unsupported(`the error answer ${key} needs JSON content`);
      const codes = content.get("examples").entries();
      errors.push({
        status,
        codes: codes.map(([code, example]) => ({ code, summary: example.get("summary").optionalString() })),
      });
    }
  }
  return { successes, errors };
}
