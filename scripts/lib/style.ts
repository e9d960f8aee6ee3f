import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Colours text for a terminal, and leaves it alone for a file, a pipe, and whoever set NO_COLOR. */
export const style = (format: Format, text: string): string =>
  process.stdout.isTTY && !process.env.NO_COLOR ? styleText(format, text) : text;

export const tick = (): string => style("green", "✓");
export const cross = (): string => style("red", "✗");
