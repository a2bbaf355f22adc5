import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { damageRows } from '../../scripts/truth/damage/index.ts';
import { damagePagePath } from '../../scripts/truth/damage/report.ts';

test('docs/reference/damaged-harness.md has every row of the table or says it has no outcome, and none in which a vendor is blamed', () => {
  const page = readFileSync(damagePagePath, 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const run = rows.map((line) => /^\| `([a-z-]+)`/.exec(line)?.[1] ?? '');
  const named = /^No outcome [^:]+: (.+)\.$/m.exec(page)?.[1] ?? '';
  const without = [...named.matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? '');
  expect([...run, ...without].sort()).toEqual(damageRows.map(({ id }) => id).sort());
  expect(rows.filter((line) => line.includes('**'))).toEqual([]);
});
