// The shapes of the generated operations table. The generator builds its model with them and copies this file, as it
// is, to generated/descriptor.ts: what is generated imports nothing from outside.

/** What the client needs to know of one operation: all of it comes from the spec. */
export interface OperationDescriptor {
  readonly method: HttpMethod;
  /** The path template, below the base URL. */
  readonly path: string;
  /** Path, query and header parameters by their wire names. */
  readonly parameters: Readonly<Record<string, ParameterDescriptor>>;
  /** The JSON request body, where the operation takes one. */
  readonly body?: BodyDescriptor;
  /** The documented success statuses, and what each answers with. */
  readonly success: Readonly<Record<number, "empty" | "json">>;
  /** The documented error statuses, and the codes that the spec has examples of. */
  readonly errors: Readonly<Record<number, readonly string[]>>;
  /** The header that carries the credential; absent where the operation takes none. */
  readonly credentialHeader?: string;
}

export type HttpMethod = "GET" | "PUT" | "POST" | "DELETE" | "PATCH";

export interface ParameterDescriptor {
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Constraints;
  /** How an array is written into the query; absent means `name=a&name=b`. */
  readonly style?: "form" | "spaceDelimited" | "pipeDelimited";
}

export interface BodyDescriptor {
  readonly required: boolean;
  readonly schema: Constraints;
}

export type JsonType = "string" | "number" | "integer" | "boolean" | "null" | "array" | "object";

/** The JSON Schema keywords that the client enforces before it sends. The generator refuses a spec that needs others. */
export interface Constraints {
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Constraints;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Constraints>>;
  readonly additionalProperties?: boolean | Constraints;
  readonly allOf?: readonly Constraints[];
  readonly anyOf?: readonly Constraints[];
  readonly oneOf?: readonly Constraints[];
}

/** A server of the spec: a URL template, and the documented values of its variables. */
export interface ServerDescriptor {
  readonly url: string;
  readonly variables: Readonly<Record<string, readonly string[]>>;
}
