import { readFileSync } from "node:fs";
import { fromRoot } from "../../scripts/lib/root.ts";

// The spec as the contract tests see it: read from the published document, with every `$ref` replaced by what it leads
// to, and on purpose not through the generator's own reader, which is one of the things under test.

export interface Schema {
  readonly type?: string | readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
}

export interface SpecParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Schema;
  readonly example: unknown;
}

/** One documented answer: a status, and for errors the key and value of one example. */
export interface SpecAnswer {
  readonly status: number;
  readonly exampleKey?: string;
  readonly body?: unknown;
}

export interface SpecOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly page: {
    readonly title: string;
    readonly url: string;
    readonly updated: string | null;
    readonly sdkName: string;
  };
  readonly parameters: readonly SpecParameter[];
  readonly body: { readonly required: boolean; readonly schema: Schema; readonly example: unknown } | undefined;
  readonly answers: readonly SpecAnswer[];
  readonly statuses: readonly number[];
  /** The error schema of each documented error status. */
  readonly errorSchemas: Readonly<Record<number, Schema>>;
  /** The headers that every documented answer carries. */
  readonly responseHeaders: readonly string[];
  readonly credentialHeader: string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: a parsed OpenAPI document; the tests below fail on what isn't there
type Document = any;

export const document: Document = JSON.parse(readFileSync(fromRoot("generated/openapi.json"), "utf8"));
const whole: Document = dereference(document);

export const server: { readonly url: string; readonly regions: readonly string[] } = {
  url: whole.servers[0].url,
  regions: whole.servers[0].variables.region.enum,
};

export const operations: readonly SpecOperation[] = Object.entries<Document>(whole.paths).flatMap(([path, item]) =>
  Object.entries<Document>(item).map(([method, operation]) => read(path, method, operation)),
);

function read(path: string, method: string, operation: Document): SpecOperation {
  const content = operation.requestBody?.content["application/json"];
  const responses = Object.entries<Document>(operation.responses).map(([status, response]) => ({
    status: Number(status),
    response,
  }));
  const json = (response: Document) => response.content?.["application/json"];
  const [requirement] = operation.security ?? whole.security ?? [];
  const [scheme] = Object.keys(requirement ?? {});
  return {
    operationId: operation.operationId,
    method: method.toUpperCase(),
    path,
    page: { title: operation.externalDocs.description, url: operation.externalDocs.url, ...operation["x-vendor"] },
    parameters: (operation.parameters ?? []).map((parameter: Document) => ({
      ...parameter,
      required: parameter.required === true,
    })),
    body: content && {
      required: operation.requestBody.required === true,
      schema: content.schema,
      example: content.example,
    },
    answers: responses.flatMap(({ status, response }) => {
      const examples = Object.entries<Document>(json(response)?.examples ?? {});
      return examples.length === 0
        ? [{ status }]
        : examples.map(([exampleKey, { value }]) => ({ status, exampleKey, body: value }));
    }),
    statuses: responses.map(({ status }) => status),
    errorSchemas: Object.fromEntries(
      responses.filter(({ status }) => status >= 400).map(({ status, response }) => [status, json(response).schema]),
    ),
    responseHeaders: [...new Set(responses.flatMap(({ response }) => Object.keys(response.headers ?? {})))],
    credentialHeader: scheme && whole.components.securitySchemes[scheme].name,
  };
}

function dereference(node: Document, above: readonly string[] = []): Document {
  if (Array.isArray(node)) return node.map((item) => dereference(item, above));
  if (typeof node !== "object" || node === null) return node;
  if (typeof node.$ref === "string") {
    if (above.includes(node.$ref)) return {}; // recursive: the tests look at the first level only
    const { $ref, ...siblings } = node;
    const target = $ref
      .slice(2)
      .split("/")
      .reduce((parent: Document, key: string) => parent[key.replaceAll("~1", "/").replaceAll("~0", "~")], document);
    return { ...dereference(target, [...above, $ref]), ...siblings };
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, dereference(value, above)]));
}
