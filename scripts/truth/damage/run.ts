import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine } from '../../../harness/cli/run-folder/machine.ts';
import { packageRoot } from '../../../package-root.ts';
import { damageRows, runDamageRow } from './index.ts';
import { type DamageTable, damagePage, damagePagePath, writeDamageTable } from './report.ts';
import type { DamageOutcome } from './row.ts';

/**
 * Runs rows by id (default: all), adds them to reports/out/truth/damage.json and writes the docs page again.
 * `node --import ./scripts/register.mjs scripts/truth/damage/run.ts [id…]`; exit code 1 when a row is wrong.
 */
const outDir = join(packageRoot, 'reports', 'out', 'truth');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => !damageRows.some((row) => row.id === id));
if (unknown.length > 0) {
  process.stderr.write(
    `no such row: ${unknown.join(', ')}; rows: ${damageRows.map((row) => row.id).join(', ')}\n`,
  );
  process.exit(64);
}

function earlier(): readonly DamageOutcome[] {
  const path = join(outDir, 'damage.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DamageTable).rows : [];
}

let rows = earlier();
let wrong = 0;
for (const row of damageRows.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
  const outcome = await runDamageRow(row);
  if (!outcome.right) wrong += 1;
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
  rows = damageRows.flatMap(({ id }) => [outcome, ...rows].find((known) => known.id === id) ?? []);
  const table = { at: new Date().toISOString(), machine: describeMachine().machineClass, rows };
  writeDamageTable(outDir, table);
  writeFileSync(
    damagePagePath,
    damagePage(
      table,
      damageRows.map(({ id }) => id),
    ),
  );
}
process.exit(wrong === 0 ? 0 : 1);
