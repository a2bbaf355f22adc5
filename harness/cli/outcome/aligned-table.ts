import { displayWidth, padDisplay } from './display-width.ts';

/** Header and rows as aligned lines, two spaces between columns. Pure. */
export function alignedTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ''))));
  return all.map((row) =>
    row
      .map((cell, column) => padDisplay(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
