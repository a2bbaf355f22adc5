import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../package-root.ts';

/** Hand-written files above the hard cap of 400 lines: none. */
const hardCap = 400;
const medianCap = 90;

function productFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '*.ts'], { cwd: packageRoot, encoding: 'utf8' });
  return listed
    .split('\n')
    .filter((path) => /^(harness|mock-whatsapp|reports|scenarios|sut|vendors)\//.test(path));
}

test('one unit per file: median under 90 lines, none above 400', () => {
  const sizes = productFiles().map((path) => ({
    path,
    lines: readFileSync(join(packageRoot, path), 'utf8').split('\n').length,
  }));
  expect(sizes.length).toBeGreaterThan(100);
  expect(sizes.filter((file) => file.lines > hardCap)).toEqual([]);
  const sorted = sizes.map((file) => file.lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(medianCap);
});
