import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { fromRoot } from "../../scripts/lib/root.ts";
import type { Schema } from "./spec.ts";

/** One page of the vendor's reference, as transcribed by hand. */
export interface VendorFacts {
  readonly page: { readonly title: string; readonly updated: string | null };
  readonly sdkName: string;
  readonly method: string;
  readonly path: string;
  readonly pathParameters: readonly VendorParameter[];
  readonly headerParameters: readonly VendorParameter[];
  readonly bodyParameters: readonly VendorParameter[];
  readonly exampleRequest: unknown;
  readonly statuses: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, { readonly fields: readonly VendorField[]; readonly example: unknown }>>;
}

export interface VendorField {
  readonly name: string;
  readonly type: string;
}

export interface VendorParameter extends VendorField {
  readonly mandatory: boolean;
}

/** What holds for every operation and stands on none of the pages. */
export interface ServiceFacts {
  readonly endpoint: string;
  readonly regions: readonly string[];
  readonly responseHeaders: readonly string[];
  readonly errorFields: readonly string[];
  readonly values: Readonly<Record<string, Schema>>;
}

const folder = fromRoot("contract-tests/vendor-facts");
function load<T>(file: string): T {
  try {
    return parse(readFileSync(path.join(folder, file), "utf8")) as T; // the format that the files' comments describe
  } catch (error) {
    throw new Error(`contract-tests/vendor-facts/${file}: ${error instanceof Error ? error.message : error}`);
  }
}

export const serviceFacts = load<ServiceFacts>("service.yaml");

/** The pages' facts by operationId, which is the file's name. */
export const vendorFacts: ReadonlyMap<string, VendorFacts> = new Map(
  readdirSync(folder)
    .filter((file) => file !== "service.yaml")
    .map((file) => [file.replace(/\.yaml$/, ""), load<VendorFacts>(file)]),
);

/** The facts of one operation. */
export function factsOf(operationId: string): VendorFacts {
  const facts = vendorFacts.get(operationId);
  if (facts) return facts;
  throw new Error(`contract-tests/vendor-facts/${operationId}.yaml is missing: transcribe the vendor's page, by hand`);
}
