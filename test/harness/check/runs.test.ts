import { rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { loadRequirements } from '../../../harness/check/load-requirements.ts';
import { errorClasses } from '../../../harness/schema/codes.ts';
import type { Requirement } from '../../../harness/schema/requirement.ts';
import type { Result } from '../../../harness/schema/result.ts';
import { event } from '../support/builders.ts';
import { askOf, asksOf, wholeRun, wholeRunEvents } from '../support/whole-run.ts';

const { set } = await loadRequirements();
const requirements: readonly Requirement[] = set.requirements;
/** Of smoke's own lines whose scenario was played. */
const readings = (result: Result) =>
  Object.fromEntries(
    result.requirements
      .filter((own) => own.id.startsWith('smoke') && own.reading !== 'not-tested')
      .map((own) => [own.id, own.reading]),
  );

test('a smoke run in which everything went well: valid, passed, the buyer’s lines named as not tested', async () => {
  const { result } = await checkRun(await wholeRun({ requirements }));
  expect(result.validity.checks.filter((check) => check.state !== 'ok' && check.moves === 'both')).toEqual(
    [],
  );
  expect(result.validity.state).toBe('valid');
  expect(readings(result)).toEqual({
    'smoke-every-ask-answered': 'meets',
    'smoke-sends-accepted': 'meets',
    'smoke-media-uploads': 'meets',
    'smoke-failover-recovery': 'meets',
    'smoke-shift-errors': 'meets',
  });
  expect(result.verdict).toMatchObject({ outcome: 'pass', exitCode: 0, mustHaves: 5 });
  expect(result.verdict.notTested).toContain('rush-worst-minute');
  // A null vendor that answers everything in 0.5 ms steps: 4,000 in two seconds.
  expect(result.metrics['null.ceiling.asks_per_sec']?.value).toBe(2000);
  // 400 CPU-ms of the node in each of the 30 seconds of the rush's phase, over 1,500 asks at 75 asks/s.
  const node = result.processes.find((use) => use.role === 'vendor:node-1' && use.phase === 'rush');
  expect(node).toMatchObject({
    cpuMs: 12_000,
    cpuMsPerAsk: 8,
    ratePerSec: 75,
  });
  expect(result.metaFloorMs).toBe(1875);
});

test('one ask lost, one file damaged, one error: three misses, exit 1', async () => {
  const events = wholeRunEvents();
  const lose = (line: { readonly kind: string; readonly atMs: number; readonly fields: object }) =>
    'p' in line.fields && line.fields.p === 'rush' && 'i' in line.fields && line.fields.i === 700
      ? askOf('rush', 700, 9333, null)
      : line;
  const dir = await wholeRun({
    requirements,
    events: {
      asks: (events.asks ?? []).map(lose),
      mock: (events.mock ?? []).filter((line) => !('index' in line.fields && line.fields.index === 5)),
      'engine-2': [
        ...(events['engine-2'] ?? []),
        {
          kind: 'sample',
          atMs: 70_000,
          fields: {
            scenario: 'shift',
            metric: 'sp_shift_system_errors',
            type: 'counter',
            value: 1,
            tags: { hour: '3', kind: 'read-back' },
          },
        },
      ],
    },
  });
  const { result } = await checkRun(dir);
  expect(result.verdict).toMatchObject({
    outcome: 'fail',
    exitCode: 1,
    missed: ['smoke-every-ask-answered', 'smoke-media-uploads', 'smoke-shift-errors'],
  });
  expect(result.metrics['media.first_failure_index']?.value).toBe(5);
  expect(result.metrics['media.checksum_mismatches']?.value).toBe(1);
  expect(result.metrics['shift.hour4.system_errors']?.value).toBe(1);
  expect(result.errors).toEqual([
    {
      class: 'shift-read-back',
      origin: 'vendor',
      scenario: 'shift',
      count: 1,
      firstMs: 70_000,
      lastMs: 70_000,
    },
  ]);
});

test('classes of errors follow the closed list', async () => {
  const dir = await wholeRun({
    events: {
      mock: [
        ...(wholeRunEvents().mock ?? []),
        event('webhook.failed', 12_000, { attempt: 1, status: 503, error: null, updates: 1, suppressed: 4 }),
        event('webhook.failed', 12_000, {
          attempt: 1,
          status: null,
          error: 'ECONNRESET',
          updates: 1,
          suppressed: 0,
        }),
        event('webhook.failed', 12_000, {
          attempt: 1,
          status: null,
          error: 'text of a vendor',
          updates: 1,
          suppressed: 0,
        }),
        event('message.unexpected', 12_000, { plan: 'rush', reason: 'no-open-ask' }),
        event('mock.sends', 12_000, {
          plan: 'rush',
          attempted: 3,
          accepted: 0,
          rejected: 3,
          codes: { 130429: 3 },
        }),
      ],
    },
  });
  const { result } = await checkRun(dir);
  expect(result.errors.map((row) => [row.class, row.origin, row.count])).toEqual([
    ['graph-130429', 'mock', 3],
    ['webhook-ECONNRESET', 'network', 1],
    ['webhook-failed', 'network', 1],
    ['unexpected-no-open-ask', 'vendor', 1],
    ['webhook-503', 'vendor', 5],
  ]);
  const prefixes = errorClasses.map((name) => name.replace(/<.*>/, ''));
  for (const row of result.errors) expect(prefixes.some((prefix) => row.class.startsWith(prefix))).toBe(true);
});

test('CPU hogs beside a bad run: not proven, harness share; never "does not meet"', async () => {
  const events = wholeRunEvents();
  const dir = await wholeRun({
    requirements,
    events: {
      asks: (events.asks ?? [])
        .filter((line) => !('p' in line.fields && line.fields.p === 'rush'))
        .concat(asksOf('rush', 1499, 20_000 / 1500, 8000), [askOf('rush', 1499, 19_990, null)]),
      host: ['rush', 'failover', 'media', 'shift'].flatMap((_, index) =>
        event('host.machine', 12_000 + index * 1000, {
          cpuBusyRatio: 1,
          stealRatio: 0,
          foreignCores: 1.6,
          pressureSomeUs: null,
          memAvailableBytes: 1e9,
        }),
      ),
    },
  });
  const { result } = await checkRun(dir);
  expect(result.requirements.filter((own) => own.reading === 'does-not-meet')).toEqual([]);
  expect(result.requirements.find((own) => own.id === 'smoke-every-ask-answered')).toMatchObject({
    reading: 'not-proven',
    value: 1,
    reason: { code: 'harness-share' },
  });
  expect(result.verdict).toMatchObject({ outcome: 'open', exitCode: 2 });
});

test('interrupted after the rush: what was measured is judged, the rest is not proven', async () => {
  const events = wholeRunEvents();
  const keep = (plan: string) => (line: { readonly fields: object }) =>
    !('plan' in line.fields && line.fields.plan === plan);
  const dir = await wholeRun({
    requirements,
    state: { status: 'interrupted' },
    unclosed: ['host'],
    events: {
      mock: (events.mock ?? []).filter(keep('failover-1')).filter((line) => !line.kind.startsWith('media')),
      asks: (events.asks ?? []).filter((line) => !('p' in line.fields && line.fields.p === 'failover-1')),
      faults: [],
      'engine-1': [],
      'engine-2': [],
    },
  });
  const { result } = await checkRun(dir);
  expect(result.status).toBe('interrupted');
  expect(readings(result)).toEqual({
    'smoke-every-ask-answered': 'meets',
    'smoke-sends-accepted': 'meets',
    'smoke-media-uploads': 'not-proven',
    'smoke-failover-recovery': 'not-proven',
    'smoke-shift-errors': 'not-proven',
  });
  expect(result.verdict).toMatchObject({ outcome: 'open', exitCode: 2 });
});

test('everything killed in the middle: the folder is still judged, and no loss is invented', async () => {
  const dir = await wholeRun({
    requirements,
    state: { status: 'running', endedAt: null },
    unclosed: ['asks', 'mock', 'run'],
  });
  const asks = join(dir, 'events', 'asks.ndjson.gz');
  await truncate(asks, Math.floor((await stat(asks)).size / 2));
  const { result } = await checkRun(dir);
  expect(result.status).toBe('interrupted');
  expect(result.requirements.filter((own) => own.reading === 'does-not-meet')).toEqual([]);
  expect(result.metrics['rush.unknown']?.value).toBeGreaterThan(0);
  expect(result.metrics['rush.lost']?.value).toBe(0);
});

test('a folder with nothing but its plan: everything not proven', async () => {
  const dir = await wholeRun({ requirements, state: { status: 'failed' }, unsealed: true });
  await rm(join(dir, 'events'), { recursive: true });
  const { result } = await checkRun(dir);
  expect(result.status).toBe('failed');
  expect(new Set(Object.values(readings(result)))).toEqual(new Set(['not-proven']));
  expect(result.verdict.exitCode).toBe(2);
});

test('no run folder, and a plan of another version: SP_CLI_FOLDER and SP_CLI_SCHEMA, exit 65', async () => {
  await expect(checkRun('/nonexistent')).rejects.toMatchObject({ id: 'SP_CLI_FOLDER', exitCode: 65 });
  const dir = await wholeRun();
  await writeFile(join(dir, 'plan.json'), '{"v": 2, "run": "x"}');
  await expect(checkRun(dir)).rejects.toMatchObject({ id: 'SP_CLI_SCHEMA', exitCode: 65 });
  await writeFile(join(dir, 'plan.json'), '{half');
  await expect(checkRun(dir)).rejects.toMatchObject({ id: 'SP_CLI_SCHEMA' });
});
