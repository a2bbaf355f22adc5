import { asExpected, type MeasureResult, type RowResult } from './judge-row.ts';
import type { Summary } from './summary.ts';

/** One line a row for the terminal. */
export function rowLine(row: RowResult): string {
  if (row.failure !== null) return `✗ ${row.id}: ${row.failure.split('\n')[0]}`;
  const found = row.defects.filter((defect) => defect.found).length;
  const wrong = row.cells.filter(({ expected, read }) => expected !== read);
  const off = row.measures.filter(({ ok }) => !ok);
  const mark = asExpected(row) ? '✓' : '✗';
  const parts = [
    `${mark} ${row.id} (${row.seconds} s, ${row.validity}${row.repeats > 0 ? `, played ${row.repeats + 1} times` : ''}): found ${found} of ${row.defects.length}`,
    ...wrong.map(
      (cell) => `${cell.requirement} read ${cell.read}, expected ${cell.expected} (${cell.value})`,
    ),
    ...off.map(
      (measure) =>
        `${measure.name}: ${figure(measure.measured)} for ${figure(measure.planted)} planted, ± ${figure(measure.allowed)}`,
    ),
  ];
  return parts.join('\n    ');
}

/** Totals for the terminal. */
export function summaryLines(summary: Summary): readonly string[] {
  const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;
  return [
    `rows ${summary.rows}${summary.failedRows.length > 0 ? `, without a valid run: ${summary.failedRows.join(', ')}` : ''}`,
    `recall ${summary.found} of ${summary.planted} = ${percent(summary.recall)}`,
    `precision ${summary.right} of ${summary.accusations} = ${percent(summary.precision)} over ${summary.cells} cells (${summary.agreeing} as expected, ${summary.undecided} not proven)`,
    `figures within tolerance ${summary.measuresOk} of ${summary.measures}`,
    `rows played again ${summary.repeated.length}${summary.repeated.length > 0 ? `: ${summary.repeated.join(', ')}` : ''}`,
    ...(summary.falseAlarmRatio === null
      ? []
      : [`false alarms where nothing was planted ${percent(summary.falseAlarmRatio)}`]),
    summary.passed ? 'all bars held' : 'bars missed',
  ];
}

/** The `count` figures with the largest relative error. */
export function worstFigures(
  rows: readonly RowResult[],
  count: number,
): readonly { readonly row: string; readonly measure: MeasureResult }[] {
  return rows
    .flatMap((row) => row.measures.map((measure) => ({ row: row.id, measure })))
    .sort((a, b) => strain(b.measure) - strain(a.measure))
    .slice(0, count);
}

/** How much of what is allowed was used; a count that is off is beyond everything. */
function strain({ measured, planted, allowed }: MeasureResult): number {
  if (measured === null) return Number.POSITIVE_INFINITY;
  const off = Math.abs(measured - planted);
  if (off === 0) return 0;
  return allowed === 0 ? Number.POSITIVE_INFINITY : off / allowed;
}

export function figure(value: number | null): string {
  if (value === null) return '–';
  if (Number.isInteger(value)) return String(value);
  const digits = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 1 ? 2 : 4;
  return value.toFixed(digits);
}
