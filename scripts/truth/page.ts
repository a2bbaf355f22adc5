import type { RowResult } from './judge-row.ts';
import { figure, summaryLines, worstFigures } from './print.ts';
import type { Summary } from './summary.ts';
import { bars, tolerance } from './tolerance.ts';

export interface Provenance {
  readonly startedAt: string;
  /** Commits that played the rows. */
  readonly commits: readonly string[];
  readonly machine: string;
  readonly minutes: number;
  /** Rows of the table that this run did not play. */
  readonly missing: readonly string[];
}

/** docs/reference/truth.md from the rows of one run. Pure. */
export function truthPage(rows: readonly RowResult[], summary: Summary, provenance: Provenance): string {
  return `${[
    '# Truth table',
    '',
    'Written by `npm run truth` from the files of its last run; not edited by hand. Each row plants weaknesses of known size',
    'in a vendor, runs only what it touches, and compares what the harness reports with what the weakness *logged*, never',
    'with its nominal size. Beside it stands what every other requirement of the row said. A row that is not as expected in',
    'a run that names a disturbance itself (a validity check, lateness, a reading "not proven") is played again, at most twice;',
    'the last run counts.',
    '',
    `Run of ${provenance.startedAt}, commit ${provenance.commits.join(', ')}, ${provenance.machine}, ${provenance.minutes} min.`,
    `Tolerance, fixed in scripts/truth/tolerance.ts: ${tolerance.relative * 100} % and ${tolerance.resolutionMs.centre} ms (tails ${tolerance.resolutionMs.tail} ms); counts exact; onset within ${tolerance.onsetWindows} window; knee within ${tolerance.knee * 100} %. Bars: recall ${bars.recall}, precision ${bars.precision}.`,
    '',
    ...(provenance.missing.length === 0
      ? []
      : [`**${provenance.missing.length} rows were not played**: ${provenance.missing.join(', ')}.`, '']),
    '## Totals',
    '',
    ...summaryLines(summary).map((line) => `- ${line}`),
    '',
    '## Worst five figures',
    '',
    '| row | figure | planted | measured | allowed ± |',
    '|---|---|---|---|---|',
    ...worstFigures(rows, 5).map(
      ({ row, measure: m }) =>
        `| ${row} | ${m.name} | ${figure(m.planted)} | ${figure(m.measured)} | ${figure(m.allowed)} |`,
    ),
    '',
    ...families(rows).flatMap((family) => familyLines(family, rows)),
    '## Requirements of other kinds',
    '',
    'A cell that read something else than expected, in any row:',
    '',
    ...strangeCells(rows),
  ].join('\n')}\n`;
}

function families(rows: readonly RowResult[]): readonly string[] {
  return [...new Set(rows.map(({ family }) => family))];
}

function familyLines(family: string, rows: readonly RowResult[]): readonly string[] {
  return [
    `## ${family}`,
    '',
    '| row | planted | found | figure | declared | logged | measured [interval] | within | other cells as expected |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows.filter((row) => row.family === family).flatMap(rowLines),
    '',
  ];
}

function rowLines(row: RowResult): readonly string[] {
  const found = row.defects
    .map(({ defect, found: seen }) => `${defect}: ${seen ? 'yes' : '**no**'}`)
    .join(', ');
  const others = row.cells.filter(({ expected }) => expected !== 'does-not-meet');
  const right = others.filter(({ expected, read }) => expected === read).length;
  const claims = row.covers.length > 0 ? ` (${row.covers.join(', ')})` : '';
  const head = `| ${row.id} | ${row.what}${claims} | ${found || 'nothing planted'} |`;
  const tail = `${right} of ${others.length} |`;
  if (row.failure !== null) return [`${head} run failed: ${row.failure.split('\n')[0]} | | | | | ${tail}`];
  return row.measures.map((m, index) => {
    const interval = m.low === null && m.high === null ? '' : ` [${figure(m.low)}, ${figure(m.high)}]`;
    const cells = `${m.name} (${m.unit}) | ${figure(m.nominal)} | ${figure(m.planted)} | ${figure(m.measured)}${interval} | ${m.ok ? 'yes' : '**no**'}`;
    return index === 0 ? `${head} ${cells} | ${tail}` : `| | | | ${cells} | |`;
  });
}

function strangeCells(rows: readonly RowResult[]): readonly string[] {
  const strange = rows.flatMap((row) =>
    row.cells
      .filter(({ expected, read }) => expected !== read)
      .map(
        (cell) =>
          `- ${row.id}: ${cell.requirement} (${cell.metric}) read ${cell.read} at ${figure(cell.value)}, expected ${cell.expected}`,
      ),
  );
  return strange.length === 0 ? ['None.'] : strange;
}
