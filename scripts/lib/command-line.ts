import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Reads a script's options. One that it does not know, or a stray word, is refused: nothing is ignored in silence. */
export function readOptions<const Known extends Options>(options: Known) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [why] = error.message.split(/[.;]?\s*\n|\. /); // the first sentence; the others are advice about `--`
    const names = Object.keys(options).map((name) => `--${name}`);
    return refuse(`${why}; this script takes ${names.join(", ") || "no options"}`);
  }
}

/** A port as it was typed; 0 lets the system choose. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : refuse("--port must be a port number, or 0 to let the system choose");
}

/** A whole number as it was typed, for the option of that name. */
export function readCount(name: string, text: string, least = 1, most = 999_999_999): number {
  const count = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  const limits = most === 999_999_999 ? `${least} or more` : `from ${least} to ${most}`;
  return count >= least && count <= most ? count : refuse(`--${name} must be a whole number, ${limits}`);
}

/** Ends the script: what was asked of it can't be done, for a reason that needs no stack trace. */
export function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}
