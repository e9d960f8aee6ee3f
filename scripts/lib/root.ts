import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder, so that every script works from any folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** A path inside the project. */
export const fromRoot = (...segments: string[]): string => path.join(root, ...segments);
