import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLimiter } from '../../../sut/media/limiter.ts';
import { maxMediaBytes, removeOrphans } from '../../../sut/media/media-folder.ts';
import { type Body, login } from '../agents/support/agent-client.ts';
import { password, startAgentNode, type TestNode } from '../agents/support/agent-node.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type GraphMedia, startGraphMedia } from './support/graph-media.ts';

let db: TestDatabase;
let graph: GraphMedia;
let node: TestNode;
let token: string;

beforeAll(async () => {
  db = await startTestDatabase();
});
afterAll(() => db.stop());
beforeEach(async () => {
  graph = await startGraphMedia();
  node = await startAgentNode(db.url, { graphUrl: graph.url, agents: [{ login: 'agent-0', password }] });
  token = (await login(node.url, 'agent-0')).token;
});
afterEach(async () => {
  await node.close();
  await graph.close();
  await db.clear();
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function filesOnDisk(): string[] {
  const dir = join(node.dataDir, 'media');
  if (!existsSync(dir)) return [];
  return readdirSync(dir).flatMap((shard) =>
    readdirSync(join(dir, shard)).map((name) => join(dir, shard, name)),
  );
}

async function rows(): Promise<Body[]> {
  return (await db.pool.query('SELECT * FROM media')).rows;
}

async function upload(
  bytes: Uint8Array | FormData,
  headers: Record<string, string> = {},
  query = '',
): Promise<{ status: number; body: Body }> {
  const response = await fetch(`${node.url}/api/media${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...headers },
    body: bytes as Uint8Array<ArrayBuffer> | FormData,
  });
  return { status: response.status, body: await response.json() };
}

describe('an upload', () => {
  test('arrives byte for byte on disk, in the database and at Graph', async () => {
    const bytes = randomBytes(700_001);
    const { status, body } = await upload(bytes, {
      'content-type': 'image/jpeg',
      'x-file-name': encodeURIComponent('사진 "1".jpg'),
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length, graphMediaId: '9001' });
    expect(filesOnDisk().map((path) => sha256(readFileSync(path)))).toEqual([sha256(bytes)]);
    expect(await rows()).toMatchObject([
      {
        id: body.id,
        name: '사진 "1".jpg',
        mime: 'image/jpeg',
        sha256: sha256(bytes),
        graph_media_id: '9001',
      },
    ]);
    expect(graph.uploads).toEqual([
      {
        numberId: '1001',
        authorization: 'Bearer graph-token',
        product: 'whatsapp',
        type: 'image/jpeg',
        mime: 'image/jpeg',
        name: '사진 _1_.jpg',
        bytes: bytes.length,
        sha256: sha256(bytes),
      },
    ]);
  });

  test('may come as a form, for another number', async () => {
    const bytes = randomBytes(90_000);
    const form = new FormData();
    form.append('phone_number_id', '1002');
    form.append('file', new Blob([bytes], { type: 'application/pdf' }), 'invoice.pdf');
    const { status, body } = await upload(form);
    expect([status, body.sha256]).toEqual([200, sha256(bytes)]);
    expect(graph.uploads).toMatchObject([
      { numberId: '1002', mime: 'application/pdf', name: 'invoice.pdf', sha256: sha256(bytes) },
    ]);
  });

  test('of any type is a file, also JSON and text', async () => {
    for (const mime of ['application/json', 'text/plain; charset=utf-8', undefined]) {
      const headers = mime ? { 'content-type': mime } : undefined;
      const { status, body } = await upload(Buffer.from('{"not": parsed'), headers);
      expect([mime, status, body.bytes]).toEqual([mime, 200, 14]);
    }
    expect((await upload(randomBytes(9), { 'content-type': 'nonsense' })).status).toBe(415);
    expect(graph.uploads.map((entry) => entry.mime)).toEqual([
      'application/json',
      'text/plain',
      'application/octet-stream',
    ]);
  });

  test('of many at once all succeed, with bounded concurrency at Graph', async () => {
    const files = Array.from({ length: 60 }, (_, n) => randomBytes(20_000 + n * 3_000));
    const answers = await Promise.all(files.map((bytes) => upload(bytes)));
    expect(answers.map((answer) => answer.status)).toEqual(files.map(() => 200));
    expect(new Set(graph.uploads.map((entry) => entry.sha256))).toEqual(new Set(files.map(sha256)));
    expect(graph.peak()).toBeLessThanOrEqual(8);
    expect(filesOnDisk().length).toBe(60);
  });
});

describe('Graph', () => {
  test('busy, throttled or hanging up is tried again', async () => {
    graph.refusals.push(
      { status: 500, body: 'no json' },
      { status: 400, body: { error: { code: 130429, message: 'rate limit hit' } } },
      'hang up',
    );
    const bytes = randomBytes(10_000);
    const { status, body } = await upload(bytes);
    expect([status, body.sha256, graph.uploads[0]?.sha256]).toEqual([200, sha256(bytes), sha256(bytes)]);
    expect(graph.uploads.length).toBe(1);
  });

  test('refusing for good gives 502 with the cause, and nothing stays', async () => {
    graph.refusals.push({ status: 400, body: { error: { code: 131053, message: 'unsupported media' } } });
    const { status, body } = await upload(randomBytes(50_000));
    expect(status).toBe(502);
    expect(body).toMatchObject({
      error: { id: 'SP_SUT_MEDIA_REFUSED' },
      cause: { status: 400, code: 131053, message: 'unsupported media' },
    });
    expect([graph.uploads, filesOnDisk(), await rows()]).toEqual([[], [], []]);
  });
});

describe('refused, nothing stays', () => {
  test('without a token', async () => {
    const { status } = await upload(randomBytes(1_000), { authorization: 'Bearer guess' });
    expect([status, filesOnDisk(), graph.uploads]).toEqual([401, [], []]);
  });

  test('empty, for a foreign number, or as a form without a file', async () => {
    const empty = await upload(new Uint8Array(0), { 'content-type': 'image/png' });
    const foreign = await upload(randomBytes(10), {}, '?phone_number_id=4711');
    const form = new FormData();
    form.append('phone_number_id', '1002');
    const missing = await upload(form);
    expect([empty, foreign, missing].map(({ status, body }) => [status, body.error.id])).toEqual([
      [400, 'SP_SUT_MEDIA_EMPTY'],
      [400, 'SP_SUT_MEDIA_NUMBER'],
      [400, 'SP_SUT_MEDIA_NO_FILE'],
    ]);
    expect([filesOnDisk(), graph.uploads]).toEqual([[], []]);
  });

  test('too large, as declared', async () => {
    const answer = await rawUpload({ 'content-length': String(maxMediaBytes + 100_000) }, []);
    expect([answer.status, answer.body.error.id]).toEqual([413, 'SP_SUT_MEDIA_TOO_LARGE']);
  });

  test('too large, found out while streaming', async () => {
    const megabyte = randomBytes(1024 * 1024);
    const answer = await rawUpload({}, Array(101).fill(megabyte));
    expect([answer.status, filesOnDisk(), graph.uploads]).toEqual([413, [], []]);
  });

  test('when the sender breaks off', async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${node.url}/api/media`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-length': '1000000' },
      });
      request.on('error', () => resolve());
      request.write(randomBytes(100_000));
      expect
        .poll(() => filesOnDisk().length)
        .toBe(1)
        .then(
          () => request.destroy(),
          () => request.destroy(),
        );
    });
    await expect.poll(() => filesOnDisk().length).toBe(0);
    expect(await rows()).toEqual([]);
  });

  test('when the database does not take the row', async () => {
    await db.pool.query('ALTER TABLE media ADD CONSTRAINT test_refuses CHECK (bytes <> 1234)');
    const { status } = await upload(randomBytes(1_234));
    await db.pool.query('ALTER TABLE media DROP CONSTRAINT test_refuses');
    expect([status, filesOnDisk()]).toEqual([500, []]);
  });
});

test('files of uploads whose node died are removed an hour later; stored ones stay', async () => {
  await upload(randomBytes(5_000));
  const [kept = ''] = filesOnDisk();
  const shard = join(node.dataDir, 'media', 'ab');
  mkdirSync(shard, { recursive: true });
  const old = join(shard, 'ab000000-0000-4000-8000-000000000001');
  const young = join(shard, 'ab000000-0000-4000-8000-000000000002');
  for (const path of [old, young]) writeFileSync(path, 'half');
  const twoHoursAgo = Date.now() / 1_000 - 7_200;
  utimesSync(old, twoHoursAgo, twoHoursAgo);
  utimesSync(kept, twoHoursAgo, twoHoursAgo);
  expect(await removeOrphans(db.pool, join(node.dataDir, 'media'))).toBe(1);
  expect(filesOnDisk().sort()).toEqual([kept, young].sort());
});

test('the limiter runs no more than its limit at once, in order', async () => {
  const limited = createLimiter(3);
  const started: number[] = [];
  let active = 0;
  let peak = 0;
  const runs = Array.from({ length: 20 }, (_, n) =>
    limited(async () => {
      started.push(n);
      active += 1;
      peak = Math.max(peak, active);
      await new Promise((resolve) => setImmediate(resolve));
      active -= 1;
      if (n % 5 === 0) throw new Error('one fails');
    }).catch(() => undefined),
  );
  await Promise.all(runs);
  expect([peak, started]).toEqual([3, Array.from({ length: 20 }, (_, n) => n)]);
});

/** Without fetch, which refuses to declare one length and send another. */
function rawUpload(
  headers: Record<string, string>,
  chunks: readonly Uint8Array[],
): Promise<{ status: number; body: Body }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${node.url}/api/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    request.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        request.destroy();
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
      });
    });
    request.on('error', reject);
    request.flushHeaders();
    (async () => {
      for (const chunk of chunks) {
        if (!request.write(chunk)) await new Promise((next) => request.once('drain', next));
      }
      if (chunks.length > 0) request.end();
    })();
  });
}
