import type { RequirementRow } from '../../../reports/index.ts';
import type { Reading } from '../../schema/result.ts';
import { displayWidth, padDisplay } from './display-width.ts';

/** The shapes of the reports, so that no reading depends on colour. */
const shapes: Readonly<Record<Reading, string>> = {
  meets: '●',
  'meets-narrowly': '◐',
  'not-proven': '?',
  'does-not-meet': '☒',
  'not-tested': '○',
};

/** Aligned lines: shape and word, title, measured, required; the reason on a line of its own. Pure. */
export function requirementTable(rows: readonly RequirementRow[]): readonly string[] {
  const cells = rows.map((row) => [
    `${shapes[row.mark.reading]} ${row.mark.word}`,
    row.level === 'should' ? `${row.title} (should)` : row.title,
    row.measured,
    row.target,
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...cells.map((line) => displayWidth(line[column] ?? ''))),
  );
  return rows.flatMap((row, index) => {
    const line = (cells[index] ?? []).map((cell, column) => padDisplay(cell, widths[column] ?? 0)).join('  ');
    const reason = row.reason === '' ? [] : [`${' '.repeat((widths[0] ?? 0) + 2)}${row.reason}`];
    return [line.trimEnd(), ...reason];
  });
}
