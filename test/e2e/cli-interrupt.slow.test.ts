import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { RunState } from '../../harness/schema/run-plan.ts';
import { asset } from '../../package-root.ts';
import { startCli } from './support/cli-process.ts';
import { onlyRun, temporaryFolder } from './support/temporary-folder.ts';

/** The promise of the command line. */
const limitMs = 10_000;

const stateOf = (dir: string) => JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as RunState;

async function until(condition: () => boolean, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!condition() && performance.now() < deadline) await sleep(100);
}

// Two at a time (maxConcurrency): each waits more than it works, and to end beside another run is the harder case.
describe.concurrent('Ctrl-C', () => {
  test.for([
    ['as the run folder is made', 'run folder', ['evaluate']],
    ['while the vendor starts', 'start-vendor', ['evaluate']],
    ['in the null phase', '] null', ['evaluate', 'null', '--only', 'rush']],
    ['in the rush', '] rush', ['evaluate', '--only', 'rush']],
    ['in the upload', '] media', ['evaluate', '--only', 'media']],
    ['in the shift', '] shift', ['evaluate', '--only', 'shift']],
    ['after a kill', 'SIGKILL to', ['drill', 'node-kill', '--trials', '2']],
  ] as const)(
    '%s: 130, nothing left running, the folder readable and marked',
    async ([_, moment, args], { onTestFinished: finished }) => {
      const out = temporaryFolder(finished);
      const cli = startCli([...args, '--out', out], { finished });
      await cli.line(moment);
      const signalledAt = performance.now();
      cli.signal('SIGINT');
      expect(await cli.exited).toBe(130);
      expect(performance.now() - signalledAt).toBeLessThan(limitMs);
      await until(() => cli.processes().length === 0, 1000);
      expect(cli.processes()).toEqual([]);
      const dir = onlyRun(out);
      expect(stateOf(dir)).toMatchObject({ status: 'interrupted', error: { id: 'SP_CLI_INTERRUPTED' } });

      const check = startCli(['check', dir, '--json'], { finished });
      expect([0, 1, 2, 3]).toContain(await check.exited);
      expect(JSON.parse(check.stdout())).toMatchObject({ status: 'interrupted' });
    },
  );

  test('SIGTERM is the same', async ({ onTestFinished: finished }) => {
    const out = temporaryFolder(finished);
    const cli = startCli(['evaluate', 'null', '--only', 'rush', '--out', out], { finished });
    await cli.line('] null');
    cli.signal('SIGTERM');
    expect(await cli.exited).toBe(130);
    expect(cli.processes()).toEqual([]);
    expect(stateOf(onlyRun(out)).status).toBe('interrupted');
  });

  test('a second one kills hard; nothing is left either', async ({ onTestFinished: finished }) => {
    const cli = startCli(['evaluate', '--only', 'rush', '--out', temporaryFolder(finished)], { finished });
    await cli.line('] rush');
    cli.signal('SIGINT');
    // Within half a second it would be the echo of the first.
    await sleep(600);
    cli.signal('SIGINT');
    expect(await cli.exited).toBe(130);
    await until(() => cli.processes().length === 0, limitMs);
    expect(cli.processes()).toEqual([]);
  });

  test('`run` ends with 105, as k6 does', async ({ onTestFinished: finished }) => {
    const out = temporaryFolder(finished);
    const args = ['run', 'steady-asks', '--vendor', 'null', '-e', 'DURATION=60', '--out', out];
    const cli = startCli(args, { finished });
    await cli.line('] script');
    cli.signal('SIGINT');
    expect(await cli.exited).toBe(105);
    expect(cli.processes()).toEqual([]);
    expect(stateOf(onlyRun(out)).status).toBe('interrupted');
  });

  test.for([
    ['mock', ['mock', '--port', '4310', '--control-port', '4311']],
    ['sut', ['sut', '--port', '4320']],
  ] as const)('`%s` ends with 0', async ([_, args], { onTestFinished: finished }) => {
    const cli = startCli(args, { finished });
    const deadline = performance.now() + 60_000;
    while (!cli.stdout().includes('Ctrl-C') && performance.now() < deadline) await sleep(100);
    cli.signal('SIGINT');
    expect(await cli.exited).toBe(0);
    await until(() => cli.processes().length === 0, 1000);
    expect(cli.processes()).toEqual([]);
  });

  test.for([
    ['evaluate', 130],
    ['run', 105],
  ] as const)('`%s`, while its modules load: %i', async ([command, code], { onTestFinished: finished }) => {
    const dir = temporaryFolder(finished);
    cpSync(asset('bin'), join(dir, 'bin'), { recursive: true });
    mkdirSync(join(dir, 'dist/harness/cli'), { recursive: true });
    writeFileSync(join(dir, 'package.json'), '{"type": "module"}');
    // A command that loads for ever.
    const endless = "console.error('loading'); await new Promise((done) => setTimeout(done, 60_000));";
    writeFileSync(join(dir, 'dist/harness/cli/main.js'), endless);
    const cli = startCli([command], { bin: join(dir, 'bin/stormproof.js'), finished });
    await cli.line('loading');
    cli.signal('SIGINT');
    expect(await cli.exited).toBe(code);
  });

  test('SIGKILL of the orchestrator: every child ends by itself', async ({ onTestFinished: finished }) => {
    const cli = startCli(['evaluate', '--only', 'rush', '--out', temporaryFolder(finished)], { finished });
    await cli.line('] rush');
    expect(cli.processes().length).toBeGreaterThan(4);
    cli.signal('SIGKILL');
    await cli.exited;
    await until(() => cli.processes().length === 0, 20_000);
    expect(cli.processes()).toEqual([]);
  });
});
