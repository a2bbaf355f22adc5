import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMediaStore } from '../../mock-whatsapp/media/media-store.ts';
import { openStage, type Stage, token } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({}, 2);
});
afterAll(() => stage.close());

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function upload(
  bytes: Buffer | null,
  mime: string,
  fields: Record<string, string> = { messaging_product: 'whatsapp', type: mime },
) {
  const form = new FormData();
  if (bytes !== null) form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), 'file.bin');
  // Fields after the file, as several clients send them.
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const response = await fetch(`${stage.graphUrl}/v23.0/${stage.numberId}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  // biome-ignore lint/suspicious/noExplicitAny: body of any shape
  return { status: response.status, body: (await response.json()) as any };
}

test('upload, look-up, download, send, delete: the same bytes', async () => {
  const bytes = randomBytes(300_000);
  const { status, body } = await upload(bytes, 'image/png');
  expect([status, Object.keys(body)]).toEqual([200, ['id']]);
  expect(body.id).toMatch(/^\d+$/);

  const node = await stage.graph('GET', `/v23.0/${body.id}?phone_number_id=${stage.numberId}`);
  expect(node.body).toMatchObject({
    messaging_product: 'whatsapp',
    mime_type: 'image/png',
    sha256: sha256(bytes),
    file_size: bytes.length,
    id: body.id,
  });
  expect(node.body.url.startsWith(stage.graphUrl)).toBe(true);

  const download = await fetch(node.body.url, { headers: { authorization: `Bearer ${token}` } });
  expect(download.headers.get('content-type')).toBe('image/png');
  expect(sha256(Buffer.from(await download.arrayBuffer()))).toBe(sha256(bytes));
  expect((await fetch(node.body.url)).status).toBe(401);
  const forged = node.body.url.replace(/ext=\d+/, 'ext=9999999999');
  expect((await fetch(forged, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);

  const image = { messaging_product: 'whatsapp', to: '821000000001', type: 'image', image: { id: body.id } };
  expect((await stage.graph('POST', `/${stage.numberId}/messages`, image)).status).toBe(200);

  expect(await stage.graph('DELETE', `/v23.0/${body.id}`)).toEqual({ status: 200, body: { success: true } });
  expect((await stage.graph('GET', `/${body.id}`)).body.error.code).toBe(100);
  const after = await stage.graph('POST', `/${stage.numberId}/messages`, image);
  expect(after.body.error.code).toBe(131053);
});

test('a PDF can be sent as document, not as image', async () => {
  const { body } = await upload(Buffer.from('%PDF-1.7'), 'application/pdf');
  const common = { messaging_product: 'whatsapp', to: '821000000001' };
  const path = `/${stage.numberId}/messages`;
  expect(
    (await stage.graph('POST', path, { ...common, type: 'document', document: { id: body.id } })).status,
  ).toBe(200);
  const image = await stage.graph('POST', path, { ...common, type: 'image', image: { id: body.id } });
  expect(image.body.error.code).toBe(131053);
});

test.each<[string, () => ReturnType<typeof upload>, number]>([
  ['messaging_product missing', () => upload(Buffer.from('x'), 'image/png', {}), 100],
  ['messaging_product wrong', () => upload(Buffer.from('x'), 'image/png', { messaging_product: 'sms' }), 100],
  ['file missing', () => upload(null, 'image/png'), 100],
  ['a type Meta refuses', () => upload(Buffer.from('x'), 'application/zip'), 100],
  ['an empty file', () => upload(Buffer.alloc(0), 'image/png'), 131053],
  ['an image above 5 MB', () => upload(Buffer.alloc(5 * 1024 * 1024 + 1), 'image/jpeg'), 131053],
])('%s', async (_name, attempt, code) => {
  const { status, body } = await attempt();
  expect([status, body.error.code]).toEqual([400, code]);
});

test('an image of exactly 5 MB is taken', async () => {
  expect((await upload(Buffer.alloc(5 * 1024 * 1024, 1), 'image/jpeg')).status).toBe(200);
});

test('a look-up URL lives five minutes', async () => {
  const store = createMediaStore();
  const file = store.keep(await store.receive(Readable.from([Buffer.from('abc')])), 'text/plain');
  const query = new URLSearchParams(store.ticket(file.id, 1_000_000).split('?')[1]);
  const redeem = (wallMs: number) =>
    store.redeem(file.id, query.get('ext') ?? '', query.get('hash') ?? '', wallMs);
  expect(redeem(1_000_000 + 300_000)?.sha256).toBe(sha256(Buffer.from('abc')));
  expect(redeem(1_000_000 + 300_001)).toBeNull();
  await store.close();
});

test('uploads are compared with what was expected', async () => {
  const [first, second] = [Buffer.from('first file'), Buffer.from('second file')];
  const files = [first, second].map((bytes, index) => ({
    index: 100 + index,
    sha256: sha256(bytes),
    bytes: bytes.length,
  }));
  const { body: before } = await stage.control('GET', '/_sim/media');
  expect((await stage.control('POST', '/_sim/media/expect', { files })).body).toEqual({ count: 2 });
  await upload(first, 'text/plain');
  await upload(Buffer.from('damaged file'), 'text/plain');
  const { body: after } = await stage.control('GET', '/_sim/media');
  expect(after).toEqual({
    expected: before.expected + 2,
    stored: before.stored + 2,
    matched: before.matched + 1,
    missing: before.missing + 1,
    foreign: before.foreign + 1,
  });
});

test('files leave the disk with the mock', async () => {
  const store = createMediaStore();
  const received = await store.receive(Readable.from([Buffer.from('abc')]));
  expect(readFileSync(received.path, 'utf8')).toBe('abc');
  store.keep(received, 'text/plain');
  await store.close();
  expect(() => readFileSync(received.path)).toThrow(/ENOENT/);
});
