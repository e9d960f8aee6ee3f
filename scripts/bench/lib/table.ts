/** Rows of cells as text in columns: the first is aligned to the left, as it holds names, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const aligned = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(aligned).join("   ").trimEnd()).join("\n");
}

/** A whole number with a narrow space between its thousands. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
