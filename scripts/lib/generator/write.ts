import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { GeneratedFiles } from "./generate.ts";

/** One file of the output folder that isn't what the spec gives. */
export interface StaleFile {
  readonly name: string;
  readonly why: "differs" | "is missing" | "does not belong here";
}

/** Compares the output folder with what the spec gives, byte for byte. */
export async function staleFiles(folder: string, files: GeneratedFiles): Promise<StaleFile[]> {
  const present: string[] = await readdir(folder).catch(() => []);
  const stale: StaleFile[] = [];
  for (const [name, text] of files) {
    if (!present.includes(name)) stale.push({ name, why: "is missing" });
    else if ((await readFile(path.join(folder, name), "utf8")) !== text) stale.push({ name, why: "differs" });
  }
  for (const name of present) if (!files.has(name)) stale.push({ name, why: "does not belong here" });
  return stale;
}

/**
 * Brings the output folder up to date and says what changed. Everything is written aside first and then renamed, so that
 * a full disk or an interruption never leaves half a file.
 */
export async function writeFiles(folder: string, files: GeneratedFiles): Promise<StaleFile[]> {
  await mkdir(folder, { recursive: true });
  const stale = await staleFiles(folder, files);
  const aside = (name: string) => path.join(folder, `.${name}.${process.pid}.tmp`);
  const changed = stale.filter(({ why }) => why !== "does not belong here");
  try {
    for (const { name } of changed) await writeFile(aside(name), files.get(name) ?? "");
    for (const { name } of changed) await rename(aside(name), path.join(folder, name));
  } finally {
    for (const { name } of changed) await rm(aside(name), { force: true });
  }
  for (const { name, why } of stale)
    if (why === "does not belong here") await rm(path.join(folder, name), { recursive: true });
  return stale;
}
