/** A TSDoc comment of these paragraphs, indented, with a line break at its end; nothing where there is nothing to say. */
export function tsdoc(paragraphs: readonly (string | undefined)[], indent = ""): string {
  const text = paragraphs
    .filter((paragraph) => paragraph !== undefined && paragraph.trim() !== "")
    .map((paragraph) => String(paragraph).trim().replaceAll("*/", "*\\/"))
    .join("\n\n");
  if (text === "") return "";
  const lines = text.split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}
