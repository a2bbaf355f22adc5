/**
 * What a request costs: the built-in engine, stock k6 on the same script, and bare undici, one after another in each round.
 * Requests per CPU-second (user + system) of the whole process from its start to its end; median of the rounds, and the
 * engine's ratio to the others per round. `node --import ./scripts/register.mjs scripts/bench/engine.ts
 * [--rounds 5] [--requests 60000] [--vus 50] [--worker NAME=dist/harness/drive/engine/worker.js]…`
 * More than one --worker compares builds of the engine side by side; --profile DIR writes V8 CPU profiles of engine and undici.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { bundleScript } from '../../harness/drive/bundle.ts';
import type { EngineJob } from '../../harness/drive/engine/job.ts';
import { asset } from '../../package-root.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '60000' },
    vus: { type: 'string', default: '50' },
    profile: { type: 'string' },
    worker: { type: 'string', multiple: true, default: ['engine=dist/harness/drive/engine/worker.js'] },
  },
});
const requests = Number(values.requests);
const vus = Number(values.vus);
/** 110 bytes, as in the project's own measurements. */
const body = JSON.stringify({
  messaging_product: 'whatsapp',
  to: '821000000000',
  text: { body: 'x'.repeat(45) },
});

const script = `import http from 'k6/http';
import { check } from 'k6';
export const options = {
  scenarios: { load: { executor: 'shared-iterations', vus: ${vus}, iterations: ${requests}, maxDuration: '30m' } },
};
const body = ${JSON.stringify(body)};
const params = { headers: { 'Content-Type': 'application/json' } };
export default async function () {
  const response = await http.asyncRequest('POST', __ENV.URL, body, params);
  check(response, { 'status 200': (r) => r.status === 200, 'json': (r) => r.json('ok') === true });
}
`;

interface Client {
  readonly name: string;
  readonly argv: readonly string[];
  /** A line on stdin, which then stays open. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** CPU-seconds of a command from its start to its end, as the shell's `times` counts its children. */
async function cpuSeconds({ name, argv, input, env }: Client): Promise<number> {
  const child = spawn('bash', ['-c', '"$@" >/dev/null; code=$?; times; exit $code', 'bash', ...argv], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  if (input !== undefined) child.stdin.write(`${input}\n`);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  const times = [...(out.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const dir = mkdtempSync(join(tmpdir(), 'stormproof-bench-'));
const server = spawn(process.execPath, [asset('scripts/bench/json-server.mjs')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
try {
  const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  const source = join(dir, 'post.js');
  writeFileSync(source, script);
  const bundle = await bundleScript({ script: source, vendorClient: null, outDir: dir });
  const job: EngineJob = {
    bundle: bundle.path,
    run: 'bench',
    eventsDir: null,
    histogramsDir: null,
    name: 'engine-1',
    scenarioId: null,
    env: { URL: url },
    overrides: {},
    thresholds: true,
    handleSummaryDir: null,
    quiet: true,
  };
  const profiled =
    values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(values.profile)}`];
  const node = [process.execPath, ...profiled];
  const k6 = asset('scripts/k6/bin/k6');
  const clients: Client[] = values.worker.map((worker) => {
    const [name = '', path = ''] = worker.split('=');
    return { name, argv: [...node, '--enable-source-maps', resolve(path)], input: JSON.stringify(job) };
  });
  clients.push({
    name: 'undici',
    argv: [...node, asset('scripts/bench/bare-undici.mjs'), url, String(vus), String(requests), body],
  });
  if (existsSync(k6)) {
    const argv = [k6, 'run', '--quiet', '--no-usage-report', '-e', `URL=${url}`, bundle.path];
    clients.push({ name: 'k6', argv });
  } else console.log('no scripts/k6/bin/k6: npm run k6');

  const rates = new Map<string, number[]>(clients.map(({ name }) => [name, []]));
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    for (const client of clients) rates.get(client.name)?.push(requests / (await cpuSeconds(client)));
    const line = clients.map(({ name }) => `${name} ${Math.round(rates.get(name)?.at(-1) ?? 0)}`);
    console.log(`round ${round}: ${line.join('   ')}   requests per CPU-second`);
  }
  for (const { name } of clients) console.log(`median ${name}: ${Math.round(median(rates.get(name) ?? []))}`);
  for (const worker of values.worker) {
    const name = worker.split('=')[0] ?? '';
    for (const other of clients) {
      if (other.name === name) continue;
      const ratios = (rates.get(name) ?? []).map(
        (rate, index) => rate / (rates.get(other.name)?.[index] ?? Number.NaN),
      );
      const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
      console.log(`${name} / ${other.name}: median ${median(ratios).toFixed(2)} (${range})`);
    }
  }
} finally {
  server.stdin.end();
  rmSync(dir, { recursive: true, force: true });
}
