/**
 * What the mock costs by itself: starts dist/mock-whatsapp/main.js, answers every ask from this process and prints
 * lateness, latency, CPU-ms per ask and memory. `node --import ./scripts/register.mjs scripts/bench/mock.ts
 * [--kind uniform|saturate|burst] [--rate 1000] [--seconds 10] [--customers 3000] [--in-flight 200] [--dist dist]`
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Pool, request } from 'undici';

const { values } = parseArgs({
  options: {
    kind: { type: 'string', default: 'uniform' },
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '10' },
    customers: { type: 'string', default: '3000' },
    'in-flight': { type: 'string', default: '200' },
    options: { type: 'string', default: 'bench' },
    dist: { type: 'string', default: 'dist' },
  },
});
const durationMs = Number(values.seconds) * 1000;
const customers = Number(values.customers);
const token = 'bench-token';
const secret = 'bench-secret';

const eventsDir = mkdtempSync(join(tmpdir(), 'stormproof-bench-'));
const main = resolve(values.dist, 'mock-whatsapp/main.js');
const argv = [main, '--port', '0', '--control-port', '0', '--run', 'bench', '--events-dir', eventsDir];
const mock = spawn(process.execPath, [...argv, '--options', values.options, '--die-with-parent'], {
  env: { ...process.env, SP_MOCK_TOKEN: token, SP_MOCK_APP_SECRET: secret, SP_MOCK_VERIFY_TOKEN: 'v' },
  stdio: ['pipe', 'pipe', 'inherit'],
});
const [line = '{}'] = await createInterface(mock.stdout)
  [Symbol.asyncIterator]()
  .next()
  .then((first) => [first.value]);
const { graphUrl, controlUrl, pid } = JSON.parse(line) as {
  graphUrl: string;
  controlUrl: string;
  pid: number;
};

const pool = new Pool(graphUrl, { connections: 128 });
const server = createServer((incoming, response) => {
  if (incoming.method === 'GET') {
    response.end(new URL(incoming.url ?? '/', 'http://x').searchParams.get('hub.challenge'));
    return;
  }
  let body = '';
  incoming.setEncoding('latin1').on('data', (chunk: string) => {
    body += chunk;
  });
  incoming.on('end', () => {
    response.writeHead(200).end();
    if (!body.includes('"messages":[')) return;
    for (const entry of JSON.parse(body).entry)
      for (const { value } of entry.changes)
        for (const { from, text } of value.messages) send(value.metadata.phone_number_id, from, text.body);
  });
});
server.keepAliveTimeout = 75_000;
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

function send(numberId: string, to: string, text: string): void {
  pool.dispatch(
    {
      path: `/v23.0/${numberId}/messages`,
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        to,
        type: 'text',
        text: { body: `CODE-${Number(to) - 821000000000} · ${text}` },
        biz_opaque_callback_data: 'bench',
      }),
    },
    {
      onRequestStart() {},
      onResponseStart() {},
      onResponseData() {},
      onResponseEnd() {},
      onResponseError: (_c, error) => console.error(error.message),
    },
  );
}

async function control(
  method: 'POST' | 'PUT' | 'GET',
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const response = await request(controlUrl + path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const answer = (await response.body.json()) as Record<string, unknown>;
  if (response.statusCode >= 300) throw new Error(JSON.stringify(answer));
  return answer;
}

function processOf(id: number): { cpuMs: number; rssMb: number } {
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? '0';
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, rssMb: Math.round(Number(rss) / 1024) };
}

const arrivals = {
  uniform: { kind: 'uniform', customers, ratePerSec: Number(values.rate), durationMs },
  saturate: { kind: 'saturate', customers, inFlight: Number(values['in-flight']), durationMs },
  burst: {
    kind: 'cadence',
    customers,
    firstWithinMs: 1000,
    secondAfterMs: [durationMs, durationMs],
    everyMs: [durationMs, durationMs],
    durationMs,
  },
}[values.kind];
await control('PUT', '/_sim/customers', {
  customers: Array.from({ length: customers }, (_, index) => ({
    waId: String(821000000000 + index),
    name: `Customer ${index}`,
    number: index % (values.options === 'meta-default' ? 1 : 8),
    code: `CODE-${index}`,
  })),
});
// Sustained rates over few customers would run into the pair limit, which is not what is measured here.
await control('PUT', '/_sim/options', { name: values.options, pairRefillMs: 1, throughputPerSec: 10_000 });
await control('POST', '/_sim/webhook', {
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  verifyToken: 'v',
  appSecret: secret,
});
const before = processOf(pid);
await control('POST', '/_sim/plans', {
  v: 1,
  id: 'bench',
  seed: 1,
  arrivals,
  matcher: 'echo',
  texts: ['discount code please {nonce}'],
  expect: 'code',
  answerDeadlineMs: 10_000,
  drain: { quietMs: 500, maxMs: 10_000 },
});
const rss: number[] = [];
const watch = setInterval(() => rss.push(processOf(pid).rssMb), 1000);
let status: Record<string, unknown>;
do status = await control('GET', '/_sim/plans/bench?state=done&waitMs=60000');
while (status.state !== 'done');
clearInterval(watch);
const after = processOf(pid);
mock.stdin.end();
await new Promise((done) => mock.once('exit', done));
await pool.close();
server.closeAllConnections();
server.close();

interface Line {
  readonly due: number;
  readonly inj: number | null;
  readonly ack: number | null;
  readonly ans: number | null;
  readonly wait?: number;
}
const lines = gunzipSync(readFileSync(join(eventsDir, 'asks.ndjson.gz')))
  .toString()
  .split('\n')
  .filter((text) => text.includes('"kind":"ask"'))
  .map((text) => JSON.parse(text) as Line);
rmSync(eventsDir, { recursive: true });

function ladder(name: string, microseconds: readonly number[]): void {
  const sorted = Float64Array.from(microseconds).sort();
  const at = (ratio: number): string =>
    ((sorted[Math.max(0, Math.ceil(ratio * sorted.length) - 1)] ?? 0) / 1000).toFixed(2);
  console.log(`${name}: p50 ${at(0.5)} p99 ${at(0.99)} max ${at(1)} ms`);
}
const answered = lines.filter((ask) => ask.ans !== null);
const lastMs = Math.max(...answered.map((ask) => ask.ans ?? 0)) / 1000;
console.log(
  `${values.kind}, options ${values.options}: ${lines.length} asks, ${answered.length} answered, last answer ${lastMs.toFixed(0)} ms`,
);
ladder(
  'lateness (inj − due − wait)',
  lines.map((ask) => (ask.inj ?? Number.NaN) - ask.due - (ask.wait ?? 0)),
);
ladder(
  'wait',
  lines.map((ask) => ask.wait ?? 0),
);
ladder(
  'ack (inj → 200)',
  answered.map((ask) => (ask.ack ?? 0) - (ask.inj ?? 0)),
);
ladder(
  'response (due → answer)',
  answered.map((ask) => (ask.ans ?? 0) - ask.due),
);
const cpuMs = after.cpuMs - before.cpuMs;
console.log(
  `mock CPU ${(cpuMs / lines.length).toFixed(3)} ms per ask at ${((lines.length / lastMs) * 1000).toFixed(0)} asks/s; RSS MB by second ${rss.join(' ')}`,
);
