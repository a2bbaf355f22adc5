import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { resultSchema } from '../../harness/schema/result.ts';
import { packageRoot } from '../../package-root.ts';
import { renderReports } from '../../reports/index.ts';
import { locales } from '../../reports/locales/translate.ts';

const golden = join(packageRoot, 'test', 'golden', 'report');
const outDir = mkdtempSync(join(tmpdir(), 'stormproof-golden-'));
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

/** When a change is meant: `npm run golden`, read the diff, commit it. */
test('the golden result renders to the golden files, byte for byte', async () => {
  const result = resultSchema.parse(JSON.parse(readFileSync(join(golden, 'result.json'), 'utf8')));
  await renderReports(result, { outDir, locales });
  const names = readdirSync(outDir).sort();
  expect([...names, 'result.json'].sort()).toEqual(readdirSync(golden).sort());
  for (const name of names) {
    const lines = (dir: string): string[] => readFileSync(join(dir, name), 'utf8').split('\n');
    expect(lines(outDir)).toEqual(lines(golden));
  }
});
