/** Replaces what stands between a text's two markers of this name, `<!-- name:begin -->` and `<!-- name:end -->`. */
export function withSection(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const [before, rest, surplusBegin] = text.split(begin);
  const [, after, surplusEnd] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || surplusBegin !== undefined || surplusEnd !== undefined)
    throw new Error(`there must be one ${begin}, and one ${end} behind it`);
  return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}
