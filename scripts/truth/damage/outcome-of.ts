import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../harness/schema/result.ts';
import { createText } from '../../../reports/locales/translate.ts';
import { checkCause } from '../../../reports/model/validity.ts';
import type { DamagedRun, DamageOutcome, DamageRow, DamageState } from './row.ts';

/** Reads result.json of a damaged run. A row is right when its state is expected, its cause named and nobody blamed. */
export function outcomeOf(row: DamageRow, run: DamagedRun, seconds: number): DamageOutcome {
  const result = JSON.parse(readFileSync(join(run.dir, 'result.json'), 'utf8')) as Result;
  const notable = result.validity.checks.filter((check) => check.state !== 'ok');
  const isNamed = (id: string) =>
    notable.some((check) => check.id === id && (check.state === 'failed' || check.state === 'warning'));
  const named = row.causes.filter(isNamed);
  const unnamed = row.causes.filter((id) => !isNamed(id));
  const first = notable.find((check) => check.id === named[0]);
  const blamed = result.requirements
    .filter((requirement) => requirement.reading === 'does-not-meet')
    .map((requirement) => requirement.id);
  const found = stateOf(result, blamed);
  return {
    id: row.id,
    done: row.done,
    expected: row.expected,
    found,
    named,
    unnamed,
    cause: first === undefined ? '' : checkCause(first, createText('en')),
    blamed,
    notable: notable.map((check) => `${check.id} ${check.state} ${check.value ?? ''}`.trim()),
    exitCode: run.exitCode,
    right: row.expected.some((state) => state === found) && unnamed.length === 0 && blamed.length === 0,
    seconds: Math.round(seconds * 10) / 10,
  };
}

function stateOf(result: Result, blamed: readonly string[]): DamageState {
  if (blamed.length > 0) return 'blamed';
  if (result.validity.state === 'invalid') return 'invalid';
  const open = result.requirements.some((requirement) => requirement.reading === 'not-proven');
  return open ? 'not proven' : 'meets';
}
