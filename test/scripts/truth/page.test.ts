import { expect, test } from 'vitest';
import { truthPage } from '../../../scripts/truth/page.ts';
import { summarise } from '../../../scripts/truth/summary.ts';

const provenance = {
  startedAt: '2026-11-26T00:00:00.000Z',
  commits: ['abc1234'],
  machine: '2 cores',
  minutes: 1,
  missing: [] as readonly string[],
};

test('rows that were not played are named before the totals', () => {
  const page = truthPage([], summarise([]), { ...provenance, missing: ['delay-50', 'clean-1'] });
  expect(page).toContain('**2 rows were not played**: delay-50, clean-1.');
  expect(page.indexOf('not played')).toBeLessThan(page.indexOf('## Totals'));
  expect(truthPage([], summarise([]), provenance)).not.toContain('not played');
});
