/**
 * How far the harness is from the truth, beside others: the stub vendor holds every ask for 50 ms at 200/s and logs its real
 * hold (paired error), beside what two bare wake-ups of this machine cost; then the built-in engine, stock k6 and autocannon
 * against a plain HTTP server of a constant 50 ms.
 * `node --import ./scripts/register.mjs scripts/bench/paired-error.ts [--seconds 15]` (about 90 s; wants a quiet machine)
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { request } from 'undici';
import { bundleScript } from '../../harness/drive/bundle.ts';
import type { EngineJob, ScenarioSummary } from '../../harness/drive/engine/job.ts';
import { runEngine } from '../../harness/drive/engine/run-engine.ts';
import { hasK6 } from '../../harness/drive/k6/k6-binary.ts';
import { runK6 } from '../../harness/drive/k6/run-k6.ts';
import { asset } from '../../package-root.ts';
import { bareHold } from './support/bare-hold.ts';
import { pairedRun } from './support/paired-run.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '15' } } });
const seconds = Number(values.seconds);
const ratePerSec = 200;

const bareMs = await bareHold(ratePerSec, seconds, 50);
const paired = await pairedRun(ratePerSec, seconds, 50);
console.log(
  `stub, ${paired.n} asks at ${ratePerSec}/s: paired error p50 ${paired.errorP50Ms.toFixed(3)} ms (${paired.thereP50Ms.toFixed(3)} on the way there), p99 ${paired.errorP99Ms.toFixed(3)} ms (bar: p50 ≤ 0.3 idle, ≤ 1 in CI)`,
);
console.log(
  `  a bare line of TCP to another process and back, the same hold: ${bareMs.toFixed(3)} ms; ours is ${(paired.errorP50Ms / bareMs).toFixed(1)} × that`,
);
console.log(
  `  response p50 ${paired.responseP50Ms.toFixed(2)}, service p50 ${paired.serviceP50Ms.toFixed(2)}, the stub's own hold p50 ${paired.holdP50Ms.toFixed(2)} ms`,
);

const dir = mkdtempSync(join(tmpdir(), 'stormproof-paired-'));
const script = asset('scripts', 'bench', 'support', 'constant-server.ts');
const server = spawn(process.execPath, ['--import', asset('scripts', 'register.mjs'), script], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];

async function say(name: string, p50Ms: number | null, note: string): Promise<void> {
  const { body } = await request(`${url}/holds`);
  const truth = (await body.json()) as { n: number; p50: number };
  const off = p50Ms === null ? '' : `, off by ${(((p50Ms - truth.p50) / truth.p50) * 100).toFixed(1)} %`;
  console.log(
    `${name}: p50 ${p50Ms?.toFixed(2)} ms where the server held ${truth.p50.toFixed(2)} ms (${truth.n} requests)${off}; ${note}`,
  );
}

async function job(): Promise<EngineJob> {
  const source = `import http from 'k6/http';
    export const options = { scenarios: { a: { executor: 'constant-arrival-rate', rate: ${ratePerSec}, duration: '${seconds}s', preAllocatedVUs: 40 } } };
    export default async function () { await http.asyncRequest('GET', __ENV.URL); }`;
  writeFileSync(join(dir, 'constant.ts'), source);
  const bundle = await bundleScript({
    script: join(dir, 'constant.ts'),
    vendorClient: null,
    outDir: join(dir, 'out'),
  });
  return {
    bundle: bundle.path,
    run: 'paired',
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
}

try {
  const ours = (await runEngine(await job())).summary;
  const times: ScenarioSummary['times'] = ours.scenarios[0]?.times ?? {};
  await say(
    'built-in engine, response from the intended start',
    times['http.response']?.p50 ?? null,
    `service p50 ${times['http.service']?.p50?.toFixed(2)}, lateness p50 ${times['http.lateness']?.p50?.toFixed(3)} ms`,
  );
  if (hasK6()) {
    const k6 = (await runK6(await job())).summary.metrics.http_req_duration?.values['p(50)'];
    await say('stock k6, http_req_duration', k6 ?? null, 'counts from the actual send');
  } else console.log('stock k6: not built (npm run k6)');
  for (const ignoreCoordinatedOmission of [false, true]) {
    const { latency } = await autocannon({
      url,
      connections: 20,
      duration: seconds,
      overallRate: ratePerSec,
      ignoreCoordinatedOmission,
    } as autocannon.Options);
    await say(
      `autocannon -R ${ratePerSec}${ignoreCoordinatedOmission ? ' -C' : ''}`,
      latency.p50,
      `average ${latency.average} ms`,
    );
  }
} finally {
  server.stdin.end();
  rmSync(dir, { recursive: true, force: true });
}
