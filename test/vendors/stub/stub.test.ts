import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageRoot } from '../../../package-root.ts';
import type { BehaviourSpec, VendorDriver } from '../../../vendors/contract/lifecycle.ts';
import { createDriver } from '../../../vendors/stub/lifecycle.ts';
import { testContext } from '../support/context.ts';
import { type GraphServer, startGraphServer } from '../support/graph-server.ts';
import { postWebhook, webhookBody } from '../support/webhook-post.ts';

let graph: GraphServer;
let driver: VendorDriver | null = null;

beforeEach(async () => {
  graph = await startGraphServer();
});
afterEach(async () => {
  await driver?.stop();
  await graph.close();
});

function lines(dir: string, file: string): Record<string, unknown>[] {
  const text = gunzipSync(readFileSync(join(dir, `${file}.ndjson.gz`))).toString();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('does what its behaviours say and logs what it did', async () => {
  const behaviours: BehaviourSpec[] = [
    { kind: 'delay', size: { ms: 60 }, onset: 0, tolerance: 0 },
    { kind: 'drop', size: { every: 4 }, onset: 0, tolerance: 0 },
    { kind: 'duplicate', size: { every: 3 }, onset: 0, tolerance: 0 },
  ];
  driver = createDriver({ packageRoot, vendorDir: '', settings: {}, behaviours, log: () => undefined });
  const context = testContext(graph.url);
  await driver.prepare(context);
  const { webhookUrl } = await driver.start();
  // The look-ups that warmed its connections.
  graph.calls.length = 0;
  const asks = [0, 1, 2, 3].map((i) => ({ id: `wamid.${i}`, from: '8210', text: `ask ${i}` }));
  await postWebhook(webhookUrl, webhookBody([asks]), context.appSecret);
  // Four asks: the fourth dropped, the third doubled.
  const calls = await graph.waitFor(4);
  await driver.stop();

  const ids = calls.map(({ body }) => JSON.parse(body.toString()).context.message_id);
  expect(ids.sort()).toEqual(['wamid.0', 'wamid.1', 'wamid.2', 'wamid.2']);

  const holds = lines(context.eventsDir, 'stub-holds');
  expect(holds.at(-1)).toMatchObject({ kind: 'file.closed', lines: 5 });
  const byOrdinal = holds.slice(0, -1).sort((a, b) => Number(a.i) - Number(b.i));
  expect(byOrdinal.map(({ copies }) => copies)).toEqual([1, 1, 2, 0]);
  for (const { heldUs } of byOrdinal.slice(0, 3)) expect(Number(heldUs)).toBeGreaterThan(59_000);
  expect(Number(byOrdinal[3]?.heldUs)).toBeLessThan(59_000);

  const applied = lines(context.eventsDir, 'behaviour-stub').slice(0, -1);
  const kinds = applied.map(({ behaviour }) => behaviour).sort();
  expect(kinds).toEqual(['delay', 'delay', 'delay', 'drop', 'duplicate']);
  expect(applied[0]).toMatchObject({
    v: 1,
    kind: 'behaviour.applied',
    run: 'test-run',
    src: 'behaviour-stub',
  });
});
