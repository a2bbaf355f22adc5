import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { resultSchema } from '../../../harness/schema/result.ts';
import { scenarioPlan } from '../../../harness/schema/size-plan.ts';
import { readHlog } from '../../../harness/stats/hlog.ts';
import {
  ask,
  event,
  type Line,
  phase,
  planEnded,
  planStarted,
  runFolder,
  sample,
} from '../support/builders.ts';

/** 100 asks, one every 100 ms, answered after 40 ms; a lost, an undelivered, a late, a duplicated and a dropped one. */
function rushAsks(): Line[] {
  const asks = Array.from({ length: 100 }, (_, i) => ask(i, i * 100, 40));
  asks[10] = ask(10, 1000, null);
  asks[20] = ask(20, 2000, null, { ack: null });
  asks[30] = ask(30, 3000, 10_001);
  asks[40] = ask(40, 4000, 40, { k: 2, dup: [4_100_000] });
  asks[50] = ask(50, 5000, null, { inj: null, ack: null });
  return asks;
}

async function smallRun(): Promise<string> {
  return runFolder({
    plan: {
      scenarios: [
        { ...scenarioPlan('rush', 'smoke'), samples: 100 },
        { ...scenarioPlan('media', 'smoke'), samples: 4 },
      ],
    },
    requirements: [
      { id: 'loss', metric: 'rush.loss_ratio', checker: 'proportion-upper', target: 0.001, unit: 'ratio' },
      { id: 'media', metric: 'media.failed', checker: 'census', needs: { samples: 4 } },
    ],
    events: {
      run: [...phase('rush', 0, 20_000), ...phase('media', 20_000, 30_000)],
      mock: [
        planStarted('rush', 100),
        planEnded('rush', 100, 10_000, { injected: 99, dropped: 1, answered: 97 }),
        event('mock.sends', 500, { plan: 'rush', attempted: 99, accepted: 99, rejected: 0, codes: {} }),
        event('media.expected', 20_000, { from: 0, count: 4 }),
        ...[0, 1, 2, 3].map((index) =>
          event('media.stored', 20_100, { id: `m${index}`, bytes: 10, sha256: 'x', index, copies: 1 }),
        ),
      ],
      asks: rushAsks(),
      'engine-1': [0, 1, 2, 3].map((index) =>
        sample(20_000, 'sp_media_upload', 12, {
          index: String(index),
          status: '201',
          ok: 'true',
          size: '120KB',
        }),
      ),
    },
  });
}

test('a small run: every row of the ledger, by arithmetic', async () => {
  const { result } = await checkRun(await smallRun());
  const value = (name: string) => result.metrics[name]?.value;
  expect(value('rush.planned')).toBe(100);
  expect(value('rush.dropped')).toBe(1);
  expect(value('rush.sent')).toBe(99);
  expect(value('rush.lost')).toBe(1);
  expect(value('rush.undelivered')).toBe(1);
  expect(value('rush.late')).toBe(1);
  expect(value('rush.answered')).toBe(96);
  expect(value('rush.unknown')).toBe(0);
  expect(value('rush.duplicated')).toBe(1);
  expect(value('rush.extra_answers')).toBe(1);
  expect(value('rush.loss_ratio')).toBeCloseTo(2 / 99);
  // A bucket of the histogram is at most 0.1 % wide.
  expect(value('rush.response.p50')).toBeCloseTo(40, 0);
  // The undelivered ask was due at 2 s, the drain ended at 13 s.
  expect(value('rush.response.max')).toBe(12_000);
  // First second: asks 0 … 9; the last was due at 900 ms and took 40 ms.
  expect(value('rush.burst.asks')).toBe(10);
  expect(value('rush.burst.last_answer')).toBe(940);
  // 99 accepted, of which one was a second answer.
  expect(value('rush.sends.accepted_ratio')).toBeCloseTo(98 / 99);
  // p99 of 99 asks would be their maximum: below its floor of 662.
  expect(result.metrics['rush.response.p99']).toMatchObject({ value: null, n: 99 });
  expect(value('media.failed')).toBe(0);
});

test('result.json follows its schema, and the verdict its must-haves', async () => {
  const { result } = await checkRun(await smallRun());
  expect(resultSchema.safeParse(result).error?.issues).toBeUndefined();
  const readings = Object.fromEntries(result.requirements.map((own) => [own.id, own.reading]));
  // One ask of 100 was dropped (our failure): the measurement of the rush is invalid and blames nobody.
  expect(readings).toEqual({ loss: 'not-proven', media: 'meets' });
  expect(result.validity.state).toBe('invalid');
  expect(result.verdict).toMatchObject({ outcome: 'invalid', exitCode: 3 });
});

test('deleted and made again, result.json and histograms are the same bytes', async () => {
  const dir = await smallRun();
  const { files } = await checkRun(dir);
  const read = () => Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')));
  const first = await read();
  for (const file of files) await rm(join(dir, file));
  await checkRun(dir);
  expect(await read()).toEqual(first);
  expect(files).toContain('histograms/rush.response.hlog');
  const log = await readFile(join(dir, 'histograms/rush.response.hlog'), 'utf8');
  expect(readHlog(log)[0]?.total).toBe(99);
});

test('an independent recount of events/ equals the ledger', async () => {
  const dir = await smallRun();
  const { result } = await checkRun(dir);
  const lines = gunzipSync(await readFile(join(dir, 'events/asks.ndjson.gz')))
    .toString()
    .trim()
    .split('\n');
  const asks = lines
    .map((text) => JSON.parse(text))
    .filter((line) => line.kind === 'ask' && line.p === 'rush');
  const sent = asks.filter((line) => line.inj !== null);
  const onTime = sent.filter((line) => line.ans !== null && line.ans - line.due <= 10_000_000);
  const recount = {
    sent: sent.length,
    answered: onTime.length,
    late: sent.filter((line) => line.ans !== null).length - onTime.length,
    lost: sent.filter((line) => line.ans === null && line.ack !== null).length,
    undelivered: sent.filter((line) => line.ans === null && line.ack === null).length,
    duplicated: sent.filter((line) => line.k > 1).length,
  };
  const told = Object.fromEntries(
    Object.keys(recount).map((name) => [name, result.metrics[`rush.${name}`]?.value]),
  );
  expect(told).toEqual(recount);
});

test('a result.json that was changed: invalid and named, once; what replaces it is derived from the events', async () => {
  const dir = await smallRun();
  await checkRun(dir);
  const path = join(dir, 'result.json');
  const first = await readFile(path, 'utf8');
  await writeFile(path, first.replace('"seed": 7', '"seed": 8'));
  const { result } = await checkRun(dir);
  expect(result.validity.state).toBe('invalid');
  expect(result.validity.checks.find((check) => check.id === 'result-file')?.state).toBe('failed');
  expect(result.verdict.exitCode).toBe(3);
  await checkRun(dir);
  expect(await readFile(path, 'utf8')).toBe(first);
});

test('times that were made faster, with seq and counts left right, are found by the seal', async () => {
  const dir = await smallRun();
  const path = join(dir, 'events', 'asks.ndjson.gz');
  const lines = gunzipSync(await readFile(path)).toString();
  await writeFile(path, gzipSync(lines.replace(/"ans":(\d+)/, (_, ans) => `"ans":${Number(ans) - 1000}`)));
  const { result } = await checkRun(dir);
  const failed = result.validity.checks.filter((check) => check.state === 'failed');
  expect(failed.map((check) => check.id)).toContain('sealed-files');
  expect(failed.map((check) => check.id)).not.toContain('recorder');
  expect(result.requirements.filter((requirement) => requirement.reading === 'does-not-meet')).toEqual([]);
});
