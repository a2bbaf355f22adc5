import { expect, test } from 'vitest';
import { displayWidth } from '../../../../harness/cli/outcome/display-width.ts';
import { requirementTable } from '../../../../harness/cli/outcome/requirement-table.ts';
import { untestedLines } from '../../../../harness/cli/outcome/untested-lines.ts';
import type { RequirementRow } from '../../../../reports/index.ts';

function row(parts: Partial<RequirementRow>): RequirementRow {
  return {
    id: 'a',
    title: 'Title',
    level: 'must',
    target: 'at most 1 s',
    measured: '0.5 s',
    evidence: '',
    margin: '',
    mark: { reading: 'meets', word: 'Meets' },
    reason: '',
    covers: '',
    section: null,
    ...parts,
  };
}

test('columns line up, also under wide letters', () => {
  const lines = requirementTable([
    row({ title: '메시지 손실률' }),
    row({ title: 'x', measured: '10.25 s', mark: { reading: 'does-not-meet', word: 'Does not meet' } }),
  ]);
  const targetAt = lines.map((line) => displayWidth(line.slice(0, line.indexOf('at most'))));
  expect(targetAt[0]).toBe(targetAt[1]);
  expect(lines[0]).toMatch(/^● Meets {8} {2}메시지/);
  expect(lines[1]).toMatch(/^☒ Does not meet {2}x/);
});

test('the reason stands on a line of its own; "should" is said', () => {
  const lines = requirementTable([row({ level: 'should', reason: 'Too few samples.' })]);
  expect(lines[0]).toContain('Title (should)');
  expect(lines[1]?.trim()).toBe('Too few samples.');
});

test('untested lines are grouped by reason', () => {
  const mark = { reading: 'not-tested', word: 'Not tested' } as const;
  const lines = untestedLines([
    row({ id: 'a', mark, reason: 'Needs full.' }),
    row({ id: 'b', mark, reason: 'No drill.' }),
    row({ id: 'c', mark, reason: 'Needs full.' }),
  ]);
  expect(lines).toEqual(['○ Not tested: a, c. Needs full.', '○ Not tested: b. No drill.']);
  expect(untestedLines([])).toEqual([]);
});
