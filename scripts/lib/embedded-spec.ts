import { readFile } from "node:fs/promises";
import type { JsonObject } from "./generator/json.ts";
import { fromRoot } from "./root.ts";

/** The spec as it is published with the package. */
export async function embeddedSpec(): Promise<JsonObject> {
  return JSON.parse(await readFile(fromRoot("generated/openapi.json"), "utf8")) as JsonObject; // the generator wrote it
}
