import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type ControlClient, createControlClient } from '../../../harness/drive/control-client.ts';
import { StormproofError } from '../../../harness/schema/errors.ts';
import type { ArrivalPlan } from '../../../mock-whatsapp/contract/plan.ts';
import { packageRoot } from '../../../package-root.ts';
import { startWebhookServer } from '../../../vendors/kit/webhook-server.ts';
import { createDriver } from '../../../vendors/null/lifecycle.ts';
import { openStage } from './faults/support/stage.ts';

const plan: ArrivalPlan = {
  v: 1,
  id: 'tiny',
  seed: 1,
  arrivals: { kind: 'uniform', customers: 10, ratePerSec: 20, durationMs: 1000 },
  matcher: 'echo',
  texts: ['hello {nonce}'],
  expect: 'nonce',
  answerDeadlineMs: 10_000,
  drain: { quietMs: 300, maxMs: 5000 },
};

async function failure(work: Promise<unknown>): Promise<StormproofError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof StormproofError) return error;
  throw error ?? new Error('did not fail');
}

/** A mock whose vendor takes every webhook and never answers. */
async function silentStage(): Promise<ControlClient> {
  const server = await startWebhookServer({
    port: 0,
    appSecret: 'app-secret',
    verifyToken: 'verify-token',
    onTexts: () => undefined,
  });
  onTestFinished(() => server.close());
  return (await openStage(null, server.webhookUrl)).control;
}

test('plays a plan and follows it to its end', async () => {
  const driver = createDriver({
    packageRoot,
    vendorDir: '',
    settings: {},
    behaviours: [],
    log: () => undefined,
  });
  const { control } = await openStage(driver);
  expect((await control.health()).ok).toBe(true);
  expect((await control.postPlan(plan)).asks).toBe(20);
  const states = new Set<string>();
  const status = await control.waitPlan('tiny', {
    timeoutMs: 15_000,
    onStatus: ({ state }) => states.add(state),
  });
  expect(status).toMatchObject({ state: 'done', planned: 20, answered: 20, open: 0 });
  expect([...states]).toContain('done');
  expect((await control.expectMedia({ files: [] })).count).toBe(0);
  expect((await control.media()).stored).toBe(0);
});

test('a plan that does not get there in time is told, an abort gives its reason', async () => {
  const control = await silentStage();
  const arrivals = { kind: 'uniform', customers: 10, ratePerSec: 5, durationMs: 30_000 } as const;
  await control.postPlan({ ...plan, arrivals });
  const late = await failure(control.waitPlan('tiny', { timeoutMs: 200 }));
  expect(late.id).toBe('SP_DRIVE_MOCK');
  expect(late.message).toMatch(/plan tiny is still (waiting|playing) after 200 ms/);
  const stop = new AbortController();
  const waiting = control.waitPlan('tiny', { timeoutMs: 20_000, signal: stop.signal });
  stop.abort(new Error('interrupted'));
  await expect(waiting).rejects.toThrow('interrupted');
  await control.stopPlan('tiny');
});

test('what the mock refuses is quoted', async () => {
  const control = await silentStage();
  const refused = await failure(control.plan('nothing'));
  expect(refused.id).toBe('SP_DRIVE_MOCK');
  expect(refused.message).toMatch(/refused GET \/_sim\/plans\/nothing: 404 .*nothing/);
});

test('a webhook that fails the challenge is its own error', async () => {
  const control = await silentStage();
  const server = createServer((_, response) => response.writeHead(500).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const error = await failure(control.setWebhook({ url, verifyToken: 'v', appSecret: 's' }));
  expect(error.id).toBe('SP_DRIVE_WEBHOOK');
  expect(error.exitCode).toBe(69);
});

test('a mock that is not there', async () => {
  const control = createControlClient('http://127.0.0.1:9');
  const error = await failure(control.health());
  expect(error.id).toBe('SP_DRIVE_MOCK');
  expect(error.message).toMatch(/did not answer GET \/_sim\/health: .*ECONNREFUSED/);
  await control.close();
});
