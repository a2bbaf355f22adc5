import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterAll, describe, expect, test } from 'vitest';
import config from '../../.dependency-cruiser.cjs';
import { packageRoot } from '../../package-root.ts';

const rooms = ['scenarios', 'mock-whatsapp', 'sut', 'vendors', 'harness', 'reports', 'package-root.ts'];
const folders: string[] = [];

async function violations(baseDir: string, paths: string[]): Promise<{ modules: number; found: string[] }> {
  const { output } = await cruise(paths, {
    ...config.options,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
    baseDir,
  });
  if (typeof output === 'string') throw new Error(output);
  const found = output.summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`);
  return { modules: output.summary.totalCruised, found: found.sort() };
}

function house(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-house-'));
  folders.push(dir);
  for (const [path, text] of Object.entries({ 'tsconfig.json': '{}', ...files })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true });
});

describe('the arrows of the house', () => {
  test('every import follows them', async () => {
    const { modules, found } = await violations(packageRoot, rooms);
    expect(found).toEqual([]);
    expect(modules).toBeGreaterThan(50);
  }, 60_000);

  test('a wrong arrow is found, a value import where only types may cross too', async () => {
    const dir = house({
      'sut/a.ts': "import { b } from '../mock-whatsapp/b.ts';\nexport const a = b;\n",
      'mock-whatsapp/b.ts': 'export const b = 1;\n',
      'mock-whatsapp/contract/c.ts': 'export type C = 1;\nexport const c = 1;\n',
      'harness/record/d.ts': "import { c } from '../../mock-whatsapp/contract/c.ts';\nexport const d = c;\n",
      'harness/record/e.ts':
        "import type { C } from '../../mock-whatsapp/contract/c.ts';\nexport const e: C = 1;\n",
      'vendors/one/f.ts': "import { g } from '../two/g.ts';\nexport const f = g;\n",
      'vendors/two/g.ts': 'export const g = 1;\n',
    });
    const { found } = await violations(dir, ['sut', 'mock-whatsapp', 'harness', 'vendors']);
    expect(found).toEqual([
      'harness-record-type-only: harness/record/d.ts → mock-whatsapp/contract/c.ts',
      'sut-arrows: sut/a.ts → mock-whatsapp/b.ts',
      'vendors-arrows: vendors/one/f.ts → vendors/two/g.ts',
    ]);
  });
});
