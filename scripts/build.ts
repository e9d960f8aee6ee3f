import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { readOptions } from "./lib/command-line.ts";
import { fromRoot } from "./lib/root.ts";

// Compiles what is published to dist/, from nothing: what was deleted in src/ must not live on in a package.
readOptions({});
console.error("Compiling to dist/ …"); // not among what `npm pack` prints for programs
rmSync(fromRoot("dist"), { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "-p", fromRoot("tsconfig.build.json")], { stdio: "inherit" });
