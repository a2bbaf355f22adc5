import { headline, type Locale, requirementRows } from '../../../reports/index.ts';
import type { Result } from '../../schema/result.ts';
import { exitMeaning } from './exit-meaning.ts';
import { requirementTable } from './requirement-table.ts';
import { untestedLines } from './untested-lines.ts';

/** What `evaluate` and `check` print at the end: verdict sentence, table, validity, files, exit code. Pure. */
export function verdictLines(
  result: Result,
  locale: Locale,
  reportPaths: readonly string[],
): readonly string[] {
  const rows = requirementRows(result, locale);
  const tested = rows.filter((row) => row.mark.reading !== 'not-tested');
  const page = reportPaths.filter((path) => path.endsWith('.html'));
  return [
    headline(result, locale),
    '',
    ...requirementTable(tested),
    ...untestedLines(rows.filter((row) => row.mark.reading === 'not-tested')),
    '',
    `measurement: ${result.validity.state.replaceAll('-', ' ')}${concerns(result)}`,
    ...page.map((path) => `report: ${path}`),
    `exit code ${result.verdict.exitCode}: ${exitMeaning(result.verdict.exitCode)}`,
  ];
}

function concerns(result: Result): string {
  const ids = result.validity.checks
    .filter(({ state }) => state === 'failed' || state === 'warning')
    .map(({ id }) => id);
  return ids.length === 0 ? '' : ` (${ids.join(', ')})`;
}
