import { readFileSync } from "node:fs";
import { fromRoot } from "../../lib/root.ts";

/** The installed version of a package. */
export function versionOf(name: string): string {
  const manifest = JSON.parse(readFileSync(fromRoot("node_modules", name, "package.json"), "utf8")) as {
    version: string;
  }; // npm's format
  return manifest.version;
}
