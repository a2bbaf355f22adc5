import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine } from '../../../harness/cli/run-folder/machine.ts';
import { damageRows, runDamageRow } from './index.ts';
import { type DamageTable, damagePage, damagePagePath, writeDamageTable } from './report.ts';
import type { DamageOutcome, DamageRow } from './row.ts';

export interface DamageOptions {
  /** Ids of rows; null = all. */
  readonly rows: readonly string[] | null;
  /** Folder of damage.json; rows of earlier calls stay in it. */
  readonly outDir: string;
  readonly docs: boolean;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/**
 * Plays the rows, adds them to damage.json, and writes the docs page again with `docs`. Returns how many were wrong; a
 * row whose run could not even be judged is one of them.
 */
export async function runDamage({ rows, outDir, docs, signal, say }: DamageOptions): Promise<number> {
  let kept = earlier(outDir);
  let wrong = 0;
  for (const row of damageRows.filter(({ id }) => rows === null || rows.includes(id))) {
    signal.throwIfAborted();
    const outcome = await played(row);
    if (!outcome.right) wrong += 1;
    say(`${outcome.right ? 'right' : 'WRONG'}  ${row.id}: ${outcome.found}; ${outcome.cause}`);
    kept = damageRows.flatMap(({ id }) => [outcome, ...kept].find((known) => known.id === id) ?? []);
    const table = { at: new Date().toISOString(), machine: describeMachine().machineClass, rows: kept };
    writeDamageTable(outDir, table);
    const ids = damageRows.map(({ id }) => id);
    if (docs) writeFileSync(damagePagePath, damagePage(table, ids));
  }
  return wrong;
}

async function played(row: DamageRow): Promise<DamageOutcome> {
  const startMs = performance.now();
  try {
    return await runDamageRow(row);
  } catch (error) {
    return {
      id: row.id,
      done: row.done,
      expected: row.expected,
      found: 'unjudged',
      named: [],
      unnamed: row.causes,
      cause: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
      blamed: [],
      notable: [],
      exitCode: null,
      right: false,
      seconds: Math.round((performance.now() - startMs) / 100) / 10,
    };
  }
}

function earlier(outDir: string): readonly DamageOutcome[] {
  const path = join(outDir, 'damage.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DamageTable).rows : [];
}
