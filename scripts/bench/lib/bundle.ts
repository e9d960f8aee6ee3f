import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export interface Bundle {
  readonly minified: number;
  readonly gzipped: number;
  /** Minified bytes by module, the largest first. */
  readonly modules: readonly (readonly [module: string, bytes: number])[];
}

/** What a page or a cold start loads: an entry with all that it imports, minified and gzipped as a CDN would. */
export async function bundle(entry: string, folder: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: entry, resolveDir: folder, loader: "ts" },
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    metafile: true,
    write: false,
    outfile: "bundle.js",
    logLevel: "error",
  });
  const [output] = Object.values(metafile.outputs);
  const modules = Object.entries(output?.inputs ?? {}).map(
    ([module, { bytesInOutput }]) => [module, bytesInOutput] as const,
  );
  const [{ contents } = { contents: new Uint8Array() }] = outputFiles;
  return {
    minified: contents.byteLength,
    gzipped: gzipSync(contents, { level: 9 }).byteLength,
    modules: modules.filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a),
  };
}
