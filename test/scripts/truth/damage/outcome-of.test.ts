import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Result, ValidityCheck } from '../../../../harness/schema/result.ts';
import { outcomeOf } from '../../../../scripts/truth/damage/outcome-of.ts';
import { damagePage } from '../../../../scripts/truth/damage/report.ts';
import type { DamageRow } from '../../../../scripts/truth/damage/row.ts';

const row: DamageRow = {
  id: 'clock-stepped',
  done: 'the clock set forward',
  expected: ['invalid'],
  causes: ['clock-step'],
  finished: false,
  act: () => Promise.reject(new Error('not here')),
};

function check(id: string, state: ValidityCheck['state']): ValidityCheck {
  const values = { file: 'mock', stepMs: 90_000 };
  return { id, value: 1, limit: 0, unit: 'ms', state, moves: 'both', cause: { code: id, values } };
}

function outcome(state: string, checks: readonly ValidityCheck[], ...readings: string[]) {
  const dir = mkdtempSync(join(tmpdir(), 'sp-outcome-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const result = {
    validity: { state, checks },
    requirements: readings.map((reading, i) => ({ id: `r${i}`, reading })),
  } as unknown as Result;
  writeFileSync(join(dir, 'result.json'), JSON.stringify(result));
  return outcomeOf(row, { dir, exitCode: 3 }, 41.26);
}

test('right: the state expected, the cause named in words, nobody blamed', () => {
  const right = outcome('invalid', [check('clock-step', 'failed'), check('steal', 'ok')], 'not-proven');
  expect(right).toMatchObject({ right: true, found: 'invalid', named: ['clock-step'], seconds: 41.3 });
  expect(right.cause).toMatch(/wall clock jumped by .*90\ss.*mock/);
  expect(right.notable).toEqual(['clock-step failed 1']);
});

test.each([
  ['the cause is another one', 'invalid', [check('lateness', 'failed')], ['not-proven'], 'invalid'],
  ['the cause could only not be measured', 'invalid', [check('clock-step', 'unknown')], [], 'invalid'],
  ['a vendor is blamed', 'invalid', [check('clock-step', 'failed')], ['does-not-meet'], 'blamed'],
  [
    'the state is milder than expected',
    'valid',
    [check('clock-step', 'failed')],
    ['not-proven'],
    'not proven',
  ],
  ['everything meets', 'valid', [check('clock-step', 'failed')], ['meets', 'not-tested'], 'meets'],
] as const)('wrong: %s', (_, state, checks, readings, found) => {
  expect(outcome(state, checks, ...readings)).toMatchObject({ right: false, found });
});

test('the page has a row and a cause for each, and says what is wrong in bold', () => {
  const rows = [
    outcome('invalid', [check('clock-step', 'failed')], 'not-proven'),
    outcome('valid', [], 'does-not-meet'),
  ];
  const page = damagePage({ at: '2026-11-25T10:00:00.000Z', machine: '2 cores', rows });
  expect(page).toContain('**1 of 2 rows right; the vendor blamed in 1; 1 minutes.**');
  expect(page).toContain(
    '| `clock-stepped` | the clock set forward | invalid | invalid | `clock-step` | no | 41 |',
  );
  expect(page).toContain('| **blamed** | **not clock-step** | **r0** | 41 |');
});
