import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageRoot } from '../../../package-root.ts';
import type { VendorDriver } from '../../../vendors/contract/lifecycle.ts';
import { isRunning } from '../../../vendors/kit/descendants.ts';
import { createDriver } from '../../../vendors/null/lifecycle.ts';
import { testContext } from '../support/context.ts';
import { type GraphServer, startGraphServer } from '../support/graph-server.ts';
import { postWebhook, webhookBody } from '../support/webhook-post.ts';

let graph: GraphServer;
let driver: VendorDriver;

beforeEach(async () => {
  graph = await startGraphServer();
  driver = createDriver({
    packageRoot,
    vendorDir: `${packageRoot}/vendors/null`,
    settings: {},
    behaviours: [],
    log: () => undefined,
  });
});
afterEach(async () => {
  await driver.stop();
  await graph.close();
});

test('answers each ask of a batch once, with the code it was given and the ask itself', async () => {
  const context = testContext(graph.url);
  await driver.prepare(context);
  const { webhookUrl } = await driver.start();
  expect(await driver.health()).toBe(true);
  const body = webhookBody([
    [{ id: 'wamid.1', from: '821000000001', text: 'code please n1' }],
    [{ id: 'wamid.2', from: '821000000002', text: 'hello n2' }],
  ]);
  expect(await postWebhook(webhookUrl, body, context.appSecret)).toBe(200);

  const calls = await graph.waitFor(2);
  expect(calls.map(({ path }) => path)).toEqual(['/v23.0/106/messages', '/v23.0/106/messages']);
  expect(calls[0]?.headers.authorization).toBe('Bearer test-token');
  const sent = calls.map(({ body: bytes }) => JSON.parse(bytes.toString()));
  expect(sent.map(({ to, text, context: quoted }) => [to, text.body, quoted.message_id])).toEqual([
    ['821000000001', 'CODE-1 · code please n1', 'wamid.1'],
    ['821000000002', 'hello n2', 'wamid.2'],
  ]);
});

test('names its process and leaves none behind', async () => {
  await driver.prepare(testContext(graph.url));
  await driver.start();
  const [process] = await driver.processes();
  expect(process).toMatchObject({ role: 'null', healthy: true });
  await driver.stop();
  await driver.stop();
  expect(isRunning(process?.pid ?? 0)).toBe(false);
  expect(await driver.health()).toBe(false);
});

test('a stop while it starts leaves nothing behind', async () => {
  await driver.prepare(testContext(graph.url));
  const starting = driver.start();
  await driver.stop();
  await expect(starting).rejects.toThrow(/stopped before it was ready/);
});
