import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { damageRows } from '../../scripts/truth/damage/index.ts';
import { damagePagePath } from '../../scripts/truth/damage/report.ts';

test('docs/reference/damaged-harness.md has every row of the table, and none in which a vendor is blamed', () => {
  const page = readFileSync(damagePagePath, 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.map((line) => /^\| `([a-z-]+)`/.exec(line)?.[1])).toEqual(damageRows.map(({ id }) => id));
  expect(rows.filter((line) => line.includes('**'))).toEqual([]);
});
