import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InboundText } from '../../../vendors/kit/inbound.ts';
import { startWebhookServer, type WebhookServer } from '../../../vendors/kit/webhook-server.ts';
import { postWebhook, signature, webhookBody } from '../support/webhook-post.ts';

const appSecret = 'secret';
let server: WebhookServer;
let seen: InboundText[];

beforeEach(async () => {
  seen = [];
  server = await startWebhookServer({
    port: 0,
    appSecret,
    verifyToken: 'verify me',
    onTexts: (texts) => seen.push(...texts),
  });
});
afterEach(() => server.close());

async function challenge(token: string): Promise<{ status: number; text: string }> {
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': '1158201444',
    'hub.verify_token': token,
  });
  const response = await fetch(`${server.webhookUrl}?${query}`);
  return { status: response.status, text: await response.text() };
}

describe('webhook server', () => {
  test('answers the challenge bare, and only with the right token', async () => {
    expect(await challenge('verify me')).toEqual({ status: 200, text: '1158201444' });
    expect((await challenge('guess')).status).toBe(403);
  });

  test('hands on every message of every entry and change', async () => {
    const asks = ['a', 'b', 'c'].map((id) => ({ id, from: '8210', text: `ask ${id}` }));
    const body = webhookBody([asks.slice(0, 2), asks.slice(2)]);
    expect(await postWebhook(server.webhookUrl, body, appSecret)).toBe(200);
    expect(seen).toEqual(asks.map((ask) => ({ ...ask, phoneNumberId: '106' })));
  });

  test('checks the signature on the raw bytes', async () => {
    const body = webhookBody([[{ id: 'a', from: '8210', text: 'x' }]]).replace('"x"', '"\\ud560\\uc778 \\/"');
    expect(await postWebhook(server.webhookUrl, body, appSecret)).toBe(200);
    expect(seen[0]?.text).toBe('할인 /');
    expect(await postWebhook(server.webhookUrl, body, 'another secret')).toBe(401);
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['missing', undefined],
    ['of other bytes', signature('{}', appSecret)],
    ['shorter', 'sha256=00'],
  ])('a signature that is %s gives 401', async (_, header) => {
    const response = await fetch(server.webhookUrl, {
      method: 'POST',
      headers: header ? { 'x-hub-signature-256': header } : {},
      body: webhookBody([[{ id: 'a', from: '8210', text: 'x' }]]),
    });
    expect(response.status).toBe(401);
    expect(seen).toEqual([]);
  });

  test('a status webhook, also of a failed message, gets 200', async () => {
    const body = JSON.stringify({
      entry: [
        { changes: [{ value: { metadata: { phone_number_id: '1' }, statuses: [{ status: 'failed' }] } }] },
      ],
    });
    expect(await postWebhook(server.webhookUrl, body, appSecret)).toBe(200);
    expect(seen).toEqual([]);
  });

  test('signed bytes that are not JSON give 400', async () => {
    expect(await postWebhook(server.webhookUrl, '{', appSecret)).toBe(400);
  });
});
