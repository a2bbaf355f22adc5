import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { freePorts } from '../../harness/drive/vendor/free-ports.ts';
import type { Result } from '../../harness/schema/result.ts';
import { asset, packageRoot } from '../../package-root.ts';
import { plainVendor } from './support/plain-vendor.ts';

/** One server, one ask at a time, 20 ms each: it keeps up with 50 a second and not with one more. */
const serviceMs = 20;
const planted = 1000 / serviceMs;

test('the knee of a single server is found within 10 %', { timeout: 240_000 }, async () => {
  let freeMs = Number.NEGATIVE_INFINITY;
  const vendor = await plainVendor(() => {
    const now = performance.now();
    freeMs = Math.max(freeMs, now) + serviceMs;
    return { holdMs: freeMs - now, copies: 1 };
  });
  const out = mkdtempSync(join(tmpdir(), 'stormproof-capacity-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const [mockPort] = await freePorts(1);
  const child = spawn(
    process.execPath,
    [
      ...[
        asset('bin/stormproof.js'),
        'capacity',
        '--webhook',
        vendor.webhookUrl,
        '--mock-port',
        String(mockPort),
      ],
      ...['--app-secret', vendor.appSecret, '--verify-token', vendor.verifyToken],
      ...['--start', '30', '--max', '60', '--points', '7', '--duration', '8', '--claim', '40'],
      ...['--seed', '5', '--lang', 'en', '--out', out],
    ],
    { cwd: packageRoot },
  );
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    const token = /\btoken ([0-9a-f]+)\b/.exec(line)?.[1];
    if (token) vendor.connect(`http://127.0.0.1:${mockPort}`, token);
  });
  child.stdout.resume();
  const [code] = await exited;
  const [folder = ''] = readdirSync(out);
  const result = JSON.parse(readFileSync(join(out, folder, 'result.json'), 'utf8')) as Result;
  const { low, high } = result.metrics['capacity.sustained.rate'] ?? {};
  expect(result.metrics['capacity.unjudged']?.value).toBe(0);
  expect(low).toBeGreaterThanOrEqual(0.9 * planted);
  expect(high).toBeLessThanOrEqual(1.1 * planted);
  // What a saturated server gives is its speed, whatever is asked of it.
  expect(result.metrics['capacity.ideal.rate']?.value).toBeGreaterThan(0.95 * planted);
  expect(result.metrics['capacity.ideal.rate']?.value).toBeLessThan(1.05 * planted);
  expect(result.requirements[0]).toMatchObject({ id: 'capacity-sustained', target: 40, reading: 'meets' });
  expect(code).toBe(0);
});
