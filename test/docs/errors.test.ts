import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCatalogue } from '../../harness/schema/errors.ts';
import { asset } from '../../package-root.ts';

const text = readFileSync(asset('docs', 'reference', 'errors.md'), 'utf8');
const rows = [...text.matchAll(/^\| `(SP_[A-Z0-9_]+)` \| (\d+) \| (.+) \|$/gm)].map(([, id, exit, when]) => ({
  id,
  exit: Number(exit),
  when,
}));

test('every error of the catalogue has a row with its exit code', () => {
  const documented = Object.fromEntries(rows.map(({ id, exit }) => [id, exit]));
  const catalogue = Object.fromEntries(Object.entries(errorCatalogue).map(([id, { exit }]) => [id, exit]));
  expect(documented).toEqual(catalogue);
});

test('no error has two rows', () => {
  expect(rows).toHaveLength(new Set(rows.map(({ id }) => id)).size);
});
