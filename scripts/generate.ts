import path from "node:path";
import { readOptions } from "./lib/command-line.ts";
import { generate } from "./lib/generator/generate.ts";
import { SpecError } from "./lib/generator/spec-error.ts";
import { staleFiles, writeFiles } from "./lib/generator/write.ts";
import { fromRoot } from "./lib/root.ts";

const values = readOptions({
  check: { type: "boolean", default: false },
  entry: { type: "string", default: fromRoot("openapi/openapi.yaml") },
  output: { type: "string", default: fromRoot("generated") },
});
const folder = path.relative(process.cwd(), values.output) || ".";

console.log(`Linting and bundling ${path.relative(process.cwd(), values.entry)} …`);
try {
  const files = await generate(values.entry);
  if (values.check) {
    const stale = await staleFiles(values.output, files);
    for (const { name, why } of stale) console.error(`${path.join(folder, name)} ${why}`);
    if (stale.length > 0) {
      console.error("Run `npm run generate` and commit the result.");
      process.exitCode = 1;
    } else console.log(`${folder} is what the spec gives (${files.size} files)`);
  } else {
    const stale = await writeFiles(values.output, files);
    for (const { name, why } of stale)
      console.log(`${why === "does not belong here" ? "removed" : "wrote"} ${path.join(folder, name)}`);
    if (stale.length === 0) console.log(`${folder} was up to date (${files.size} files)`);
  }
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(`${error.message}\nThe spec can't be generated from; ${folder} is as it was.`);
  process.exitCode = 1;
}
