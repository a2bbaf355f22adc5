import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runEngine } from '../../../../harness/drive/engine/run-engine.ts';
import { runK6 } from '../../../../harness/drive/k6/run-k6.ts';
import type { StormproofError } from '../../../../harness/schema/errors.ts';
import { asset } from '../../../../package-root.ts';
import { messagesPerConversation } from '../../../../vendors/kit/history/corpus.ts';
import { plantedCount, plantedTerms } from '../../../../vendors/kit/history/terms.ts';
import { folder, readEvents, workerPath } from '../engine/support.ts';
import { k6Test } from './needs-k6.ts';
import { startStorm } from './storm.ts';

const keeperPath = asset(process.env.SP_TEST_DIST ?? 'dist', 'harness/drive/k6/keeper.js');
const engines = [
  ['the built-in engine', runEngine, workerPath],
  ['stock k6', runK6, keeperPath],
] as const;

// Both engines at a time (maxConcurrency): a scenario takes its time, not the machine's.
for (const [name, run, path] of engines) {
  k6Test.concurrent(
    `discount-rush on ${name}: the mock plays the plan, every ask is answered`,
    async ({ onTestFinished }) => {
      const { control, job } = await startStorm('null', 300, onTestFinished);
      const { exitCode, summary } = await run(await job('discount-rush', {}), { workerPath: path });
      expect(exitCode).toBe(0);
      expect(summary).toMatchObject({ iterations: 1, exceptions: 0 });
      const plan = await control.plan('rush');
      expect(plan).toMatchObject({ state: 'done', open: 0 });
      expect(plan.planned).toBeGreaterThanOrEqual(1500);
      expect(plan.answered).toBe(plan.planned);
    },
  );

  k6Test.concurrent(
    `media-burst on ${name}: every file arrives as it was sent`,
    async ({ onTestFinished }) => {
      const { control, job } = await startStorm('reference', 10, onTestFinished);
      const media = await job('media-burst', { SP_FILES: '40' });
      const { exitCode, summary } = await run(media, { workerPath: path });
      expect(exitCode, summary.message ?? '').toBe(0);
      expect(summary).toMatchObject({ iterations: 40, exceptions: 0 });
      const uploads = readEvents(media).filter(
        (event) => event.kind === 'sample' && event.metric === 'sp_media_upload',
      );
      const indices = uploads.map((event) => Number(event.kind === 'sample' && event.tags.index));
      expect(indices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
      expect(await control.media()).toMatchObject({ expected: 40, matched: 40, missing: 0, foreign: 0 });
    },
  );

  k6Test.concurrent(
    `agent-shift on ${name}: all work is handled, nothing is lost`,
    async ({ onTestFinished }) => {
      const { control, job } = await startStorm('reference', 800, onTestFinished);
      const shift = await job('agent-shift', {});
      const { exitCode, summary } = await run(shift, { workerPath: path });
      expect(exitCode, summary.message ?? '').toBe(0);
      expect(summary).toMatchObject({ iterations: 10, exceptions: 0 });
      expect(summary.metrics.sp_shift_operations?.values.count).toBe(800);
      expect(summary.metrics.sp_shift_system_errors).toBeUndefined();
      expect(await control.plan('shift')).toMatchObject({ state: 'done', planned: 800, answered: 800 });
    },
  );

  k6Test.concurrent(
    `recorded-asks on ${name}: the asks of a CSV, at its times`,
    async ({ onTestFinished }) => {
      const { control, job } = await startStorm('null', 10, onTestFinished);
      const csv = join(folder(onTestFinished), 'asks.csv');
      const rows = Array.from({ length: 60 }, (_, i) => `${1_795_737_600_000 + i * 100},person-${i % 7}`);
      writeFileSync(csv, ['timestamp,customer', ...rows, ''].join('\n'));
      const recorded = await job('recorded-asks', { CSV: csv, SPEED: '5', CUSTOMERS: '10' });
      const { exitCode, summary } = await run(recorded, { workerPath: path });
      expect(exitCode, summary.message ?? '').toBe(0);
      expect(await control.plan('recorded')).toMatchObject({ state: 'done', planned: 60, answered: 60 });
    },
  );

  k6Test.concurrent(
    `recorded-asks on ${name}: every bad row is named, and nothing is played`,
    async ({ onTestFinished }) => {
      const { job } = await startStorm('null', 10, onTestFinished);
      const csv = join(folder(onTestFinished), 'asks.csv');
      writeFileSync(csv, '2026-11-27T00:00:00Z\nlater\n2026-11-26T00:00:00Z\n');
      const recorded = await job('recorded-asks', { CSV: csv });
      const logs: string[] = [];
      const ended = await run(recorded, { workerPath: path, onLog: (line) => logs.push(line) }).then(
        ({ exitCode }) => String(exitCode),
        (error: StormproofError) => `${error.exitCode} ${error.message}`,
      );
      expect(ended).toMatch(/^107/);
      const said = `${ended}\n${logs.join('\n')}`;
      for (const part of ['2 problems', 'line 2:', 'line 3:']) expect(said).toContain(part);
    },
  );

  k6Test.concurrent(`scripted-asks on ${name}: the hole beside every span`, async ({ onTestFinished }) => {
    const { job } = await startStorm('null', 10, onTestFinished);
    const scripted = await job('scripted-asks', { VUS: '3', ITERATIONS: '30' });
    const { exitCode, summary } = await run(scripted, { workerPath: path });
    expect(exitCode, summary.message ?? '').toBe(0);
    expect(summary).toMatchObject({ iterations: 30, exceptions: 0 });
    expect(summary.metrics.sp_ask_service?.values.count).toBe(30);
    expect(summary.metrics.sp_hole?.values.count).toBe(30);
    expect(summary.metrics.sp_ask_unanswered).toBeUndefined();
    const holes = readEvents(scripted).filter(
      (event) => event.kind === 'sample' && event.metric === 'sp_hole',
    );
    expect(holes).toHaveLength(30);
    expect(holes[0]).toMatchObject({ scenario: 'scripted-asks', tags: { model: 'closed' } });
  });

  k6Test.concurrent(`api-peak on ${name}: every call of every step succeeds`, async ({ onTestFinished }) => {
    const { job } = await startStorm('reference', 200, onTestFinished);
    const peak = await job('api-peak', {});
    const logs: string[] = [];
    const { exitCode, summary } = await run(peak, { workerPath: path, onLog: (line) => logs.push(line) });
    expect(exitCode, summary.message ?? '').toBe(0);
    expect(summary, logs.join('\n')).toMatchObject({ exceptions: 0 });
    const calls = readEvents(peak).flatMap((event) =>
      event.kind === 'sample' && event.metric === 'sp_api_call' ? [event.tags] : [],
    );
    // A tenth may be dropped on a busy machine: validity's business, not this test's.
    expect(calls.length).toBeGreaterThan(450);
    expect(calls.filter(({ ok }) => ok !== 'true')).toEqual([]);
    expect(new Set(calls.map(({ step }) => step))).toEqual(new Set(['1', '2', '3']));
    expect(new Set(calls.map(({ name: call }) => call)).size).toBe(6);
  });

  k6Test.concurrent(
    `history-search on ${name}: every search finds what was planted`,
    async ({ onTestFinished }) => {
      const { job, driver } = await startStorm('reference', 10, onTestFinished);
      const conversations = 10_000 / messagesPerConversation;
      await driver?.loadHistory?.({ seed: 1, from: 0, to: conversations });
      const terms = plantedTerms.map((term) => ({ ...term, planted: plantedCount(term, conversations) }));
      const search = await job('history-search', {
        SP_SEARCH_STORE: '10k',
        SP_SEARCH_TERMS: JSON.stringify(terms),
      });
      const { exitCode, summary } = await run(search, { workerPath: path });
      expect(exitCode, summary.message ?? '').toBe(0);
      const found = readEvents(search).flatMap((event) =>
        event.kind === 'sample' && event.metric === 'sp_search' ? [event.tags] : [],
      );
      expect(found.length).toBeGreaterThan(80);
      expect(found.filter(({ exact }) => exact !== 'true')).toEqual([]);
      expect(new Set(found.map(({ language, class: kind }) => `${language} ${kind}`)).size).toBe(18);
    },
  );

  k6Test.concurrent(
    `campaign on ${name}: both campaigns are scheduled and arrive once`,
    async ({ onTestFinished }) => {
      const { job, pushes } = await startStorm('reference', 500, onTestFinished);
      const { exitCode, summary } = await run(await job('campaign', {}), { workerPath: path });
      expect(exitCode, summary.message ?? '').toBe(0);
      expect(summary).toMatchObject({ iterations: 1, exceptions: 0 });
      expect(summary.metrics.sp_campaign_refused).toBeUndefined();
      const done = { state: 'done', open: 0, duplicated: 0, wrong: 0 };
      expect(await pushes('campaign-slow')).toMatchObject({ ...done, planned: 20, received: 20 });
      expect(await pushes('campaign-fast')).toMatchObject({ ...done, planned: 500, received: 500 });
    },
  );

  k6Test.concurrent(`order-flow on ${name}: every order is placed as ordered`, async ({ onTestFinished }) => {
    const { job } = await startStorm('reference', 40, onTestFinished);
    const orders = await job('order-flow', {});
    const { exitCode, summary } = await run(orders, { workerPath: path });
    expect(exitCode, summary.message ?? '').toBe(0);
    expect(summary).toMatchObject({ iterations: 40, exceptions: 0 });
    const outcomes = readEvents(orders).flatMap((event) =>
      event.kind === 'sample' && event.metric === 'sp_orders' ? [event.tags.outcome] : [],
    );
    expect(outcomes).toEqual(Array(40).fill('placed'));
  });
}
