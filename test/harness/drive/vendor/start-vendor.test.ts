import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePorts } from '../../../../harness/drive/vendor/free-ports.ts';
import { loadVendor, webhookVendor } from '../../../../harness/drive/vendor/load-vendor.ts';
import { startVendor } from '../../../../harness/drive/vendor/start-vendor.ts';
import { StormproofError } from '../../../../harness/schema/errors.ts';
import { asset } from '../../../../package-root.ts';
import { isRunning } from '../../../../vendors/kit/descendants.ts';
import { testContext } from '../../../vendors/support/context.ts';

const manifest = `
id: toy
name: Toy
version: '1'
connectionMode: full
capabilities: [reply]
`;

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-start-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A vendor folder outside the repository, as a user has one. */
async function toy(lifecycle: string) {
  const dir = folder();
  mkdirSync(join(dir, 'vendor'));
  writeFileSync(join(dir, 'vendor/vendor.yaml'), manifest);
  writeFileSync(join(dir, 'vendor/lifecycle.ts'), lifecycle);
  return {
    vendor: await loadVendor(join(dir, 'vendor')),
    workDir: join(dir, 'work'),
    logFile: join(dir, 'logs/vendor.log'),
    pidFile: join(dir, 'pid'),
  };
}

async function failure(work: Promise<unknown>): Promise<StormproofError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof StormproofError) return error;
  throw error ?? new Error('did not fail');
}

/** Spawns a real child through the kit, whose pid it writes to `pidFile`; `health` is the body of health(). */
function lifecycle(pidFile: string, health: string): string {
  return `
    import { writeFileSync } from 'node:fs';
    import { startProcess } from '${asset('vendors/kit/process.ts')}';
    import type { DriverOptions, VendorDriver } from '${asset('vendors/contract/lifecycle.ts')}';
    const script = 'console.error("cannot reach its database"); console.log("{\\\\"kind\\\\":\\\\"ready\\\\"}"); setInterval(() => {}, 1e3)';
    export function createDriver({ log }: DriverOptions): VendorDriver {
      let child: Awaited<ReturnType<typeof startProcess>> | null = null;
      return {
        prepare: async () => undefined,
        start: async () => {
          child = await startProcess({ role: 'toy', command: process.execPath, args: ['-e', script], readyTimeoutMs: 9000, log });
          writeFileSync('${pidFile}', String(child.pid));
          return { webhookUrl: 'http://127.0.0.1:9/webhook' };
        },
        health: async () => { ${health} },
        processes: async () => [],
        stop: async () => { await child?.stop(); },
      };
    }`;
}

test('starts a vendor from its folder and stops it', async () => {
  const dir = folder();
  const context = testContext('http://127.0.0.1:9', { ports: await freePorts(1) });
  const running = await startVendor({
    vendor: await loadVendor('null'),
    context,
    workDir: join(dir, 'work'),
    logFile: join(dir, 'vendor.log'),
  });
  expect(running.address.webhookUrl).toBe(`http://127.0.0.1:${context.ports[0]}/webhook`);
  const [process] = await running.processes();
  expect(isRunning(process?.pid ?? 0)).toBe(true);
  await running.stop();
  await running.stop();
  expect(isRunning(process?.pid ?? 0)).toBe(false);
});

test('a vendor that never becomes healthy: its last lines are quoted, nothing is left running', async () => {
  const { pidFile, ...options } = await toy('');
  writeFileSync(options.vendor.lifecycleFile ?? '', lifecycle(pidFile, 'return false;'));
  const error = await failure(
    startVendor({ ...options, context: testContext('http://127.0.0.1:9'), healthTimeoutMs: 250 }),
  );
  expect(error.id).toBe('SP_DRIVE_VENDOR_UNHEALTHY');
  expect(error.exitCode).toBe(69);
  expect(error.problems).toContain('[toy] cannot reach its database');
  expect(isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
  expect(readFileSync(options.logFile, 'utf8')).toMatch(/\[toy\] cannot reach its database/);
});

test('a health check that hangs counts as not healthy', async () => {
  const { pidFile, ...options } = await toy('');
  writeFileSync(
    options.vendor.lifecycleFile ?? '',
    lifecycle(pidFile, 'await new Promise(() => {}); return true;'),
  );
  const error = await failure(
    startVendor({ ...options, context: testContext('http://127.0.0.1:9'), healthTimeoutMs: 200 }),
  );
  expect(error.id).toBe('SP_DRIVE_VENDOR_UNHEALTHY');
  expect(isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
});

test('an abort stops it', async () => {
  const { pidFile, ...options } = await toy('');
  writeFileSync(options.vendor.lifecycleFile ?? '', lifecycle(pidFile, 'return false;'));
  const stop = new AbortController();
  const start = startVendor({ ...options, context: testContext('http://127.0.0.1:9'), signal: stop.signal });
  const poll = setInterval(() => existsSync(pidFile) && stop.abort(new Error('interrupted')), 20);
  await expect(start).rejects.toThrow('interrupted');
  clearInterval(poll);
  expect(isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
});

test.each([
  ['does not compile', 'export function createDriver( {', /lifecycle\.ts:1: /],
  ['does not load', 'throw new Error("no licence key");', /no licence key/],
  ['exports nothing', 'export {};', /createDriver: missing/],
  [
    'has another shape',
    'export const createDriver = () => ({ start: async () => ({}) });',
    /^prepare: missing/,
  ],
])('a lifecycle that %s is told', async (_, text, problem) => {
  const { vendor, workDir, logFile } = await toy(text);
  const error = await failure(
    startVendor({ vendor, workDir, logFile, context: testContext('http://127.0.0.1:9') }),
  );
  expect(error.id).toBe('SP_DRIVE_VENDOR_START');
  expect(error.problems[0]).toMatch(problem);
});

test('npm packages of Stormproof can be used by a lifecycle elsewhere', async () => {
  const { vendor, workDir, logFile } = await toy(`
    import { Pool } from 'undici';
    import { readFileSync } from 'fs';
    export const createDriver = () => ({
      prepare: async () => undefined,
      start: async () => ({ webhookUrl: 'http://127.0.0.1:9/' + typeof Pool + typeof readFileSync }),
      health: async () => true, processes: async () => [], stop: async () => undefined,
    });`);
  const running = await startVendor({ vendor, workDir, logFile, context: testContext('http://127.0.0.1:9') });
  expect(running.address.webhookUrl).toMatch(/functionfunction$/);
});

test('a started vendor may not lead the load elsewhere', async () => {
  const { vendor, workDir, logFile } = await toy(`
    export const createDriver = () => ({
      prepare: async () => undefined, start: async () => ({ webhookUrl: 'https://crm.example.com/hook' }),
      health: async () => true, processes: async () => [], stop: async () => undefined,
    });`);
  const error = await failure(
    startVendor({ vendor, workDir, logFile, context: testContext('http://127.0.0.1:9') }),
  );
  expect(error.id).toBe('SP_CLI_NO_PERMISSION');
});

test('a vendor given by --webhook is taken as it is', async () => {
  const dir = folder();
  const running = await startVendor({
    vendor: webhookVendor('http://127.0.0.1:9/hook'),
    context: testContext('http://127.0.0.1:9'),
    workDir: dir,
    logFile: join(dir, 'vendor.log'),
  });
  expect(running.address).toEqual({ webhookUrl: 'http://127.0.0.1:9/hook' });
  expect(running.driver).toBeNull();
  await running.stop();
});

test('free ports are different and below the ephemeral range', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});
