import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asset } from '../../../package-root.ts';
import type { DamageOutcome } from './row.ts';

export const damagePagePath: string = asset('docs', 'reference', 'damaged-harness.md');

export interface DamageTable {
  /** ISO time of the last row. */
  readonly at: string;
  readonly machine: string;
  readonly rows: readonly DamageOutcome[];
}

/** Writes the rows as JSON into `outDir`. */
export function writeDamageTable(outDir: string, table: DamageTable): string {
  const path = join(outDir, 'damage.json');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(table, null, 2)}\n`);
  return path;
}

/**
 * docs/reference/damaged-harness.md. Rows of `ids` without an outcome are named, and how many rows other programs
 * disturbed: those may be invalid for a second reason.
 */
export function damagePage({ at, machine, rows }: DamageTable, ids: readonly string[] = []): string {
  const missing = ids.filter((id) => !rows.some((row) => row.id === id)).map((id) => `\`${id}\``);
  const without =
    missing.length === 0 ? '' : `\nNo outcome (not run, or could not be judged): ${missing.join(', ')}.\n`;
  const disturbed = rows.filter(isDisturbed).length;
  const beside =
    disturbed === 0
      ? ''
      : `\nIn ${disturbed} rows other programs loaded the machine too (\`foreign-load\`): the cause is named, but the state may not be the damage's alone.\n`;
  const right = rows.filter((row) => row.right).length;
  const blamed = rows.filter((row) => row.blamed.length > 0).length;
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
  return `# The damaged harness

Each row breaks the harness, not the vendor, while it measures a vendor that plainly misses its requirements. Right is:
the measurement is invalid or the reading "not proven", the true cause is named, and the vendor is not blamed.

Written by \`npm run truth -- --table damage\` from \`reports/out/truth/damage.json\`: ${at.slice(0, 10)}, ${machine}.

**${right} of ${rows.length} rows right; the vendor blamed in ${blamed}; ${Math.round(seconds / 60)} minutes.**
${without}${beside}
| row | what was done | expected | found | cause named | blamed | s |
|---|---|---|---|---|---|---|
${rows.map(line).join('\n')}

## Causes in words

${rows.map((row) => `- \`${row.id}\`: ${row.cause === '' ? 'none' : row.cause}`).join('\n')}
`;
}

function line(row: DamageOutcome): string {
  const cells = [
    `\`${row.id}\``,
    row.done,
    row.expected.join(' or '),
    row.right ? row.found : `**${row.found}**`,
    [...row.named.map((id) => `\`${id}\``), ...row.unnamed.map((id) => `**not ${id}**`)].join(', '),
    row.blamed.length === 0 ? 'no' : `**${row.blamed.join(', ')}**`,
    row.seconds.toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Others took a part of the machine although that was not the damage. */
function isDisturbed({ notable, named }: DamageOutcome): boolean {
  return notable.some((check) => check.startsWith('foreign-load ')) && !named.includes('foreign-load');
}
