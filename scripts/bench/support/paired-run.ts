import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AskLine, MockEvent } from '../../../mock-whatsapp/contract/events.ts';
import { asset, packageRoot } from '../../../package-root.ts';
import { eventLines } from '../../../test/truth/support/event-lines.ts';
import { indexOf, pairedErrorsMs, stubHolds } from '../../../test/truth/support/holds.ts';
import { quantile } from './quantile.ts';

export interface PairedRun {
  /** Asks of the plan, and those that are on both records. */
  readonly asks: number;
  readonly n: number;
  /** Service time as the harness measured it − hold as the stub logged it, one per ask, ms. */
  readonly errorP50Ms: number;
  readonly errorP99Ms: number;
  /** The error's part on the way to the stub: its arrival as the stub logged it − injection, median, ms. */
  readonly thereP50Ms: number;
  /** Medians of the harness's response and service times, and of the stub's own holds, ms. */
  readonly responseP50Ms: number;
  readonly serviceP50Ms: number;
  readonly holdP50Ms: number;
}

/**
 * Plays asks at random times (Poisson; evenly spaced, each answer would meet the same later ask) through the built command against the stub vendor, which holds every ask for `holdMs` and logs
 * how long it really held it. Leaves nothing behind.
 */
export async function pairedRun(ratePerSec: number, seconds: number, holdMs: number): Promise<PairedRun> {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-paired-'));
  try {
    const manifest = {
      id: 'stub-constant',
      name: 'Stub with a constant hold',
      version: '1',
      connectionMode: 'full',
      capabilities: ['reply', 'reply.content'],
      behaviours: [{ kind: 'delay', size: { ms: holdMs }, onset: 0, tolerance: 0.02 }],
      settings: { planned: { answers: seconds * ratePerSec, ms: seconds * 1000 } },
    };
    writeFileSync(join(dir, 'vendor.yaml'), JSON.stringify(manifest));
    for (const [file, name] of [
      ['lifecycle.ts', 'createDriver'],
      ['client.ts', 'client'],
    ] as const)
      writeFileSync(join(dir, file), `export { ${name} } from '${asset('vendors', 'stub', file)}';\n`);
    const out = join(dir, 'out');
    const env = ['PLAN_ID=paired', 'ARRIVALS=poisson', `RATE=${ratePerSec}`, `DURATION=${seconds}`].flatMap(
      (pair) => ['-e', pair],
    );
    await promisify(execFile)(
      process.execPath,
      [asset('bin', 'stormproof.js'), 'run', 'steady-asks', '--vendor', dir, ...env, '--out', out],
      { cwd: packageRoot },
    );
    const eventsDir = join(out, readdirSync(out)[0] ?? '', 'events');
    const started = eventLines<MockEvent>(eventsDir, 'mock').find(
      (event) => event.kind === 'plan.started' && event.plan === 'paired',
    );
    if (started === undefined) throw new Error('the plan never started');
    const asks = eventLines<AskLine>(eventsDir, 'asks').filter(({ p }) => p === 'paired');
    const holds = stubHolds({ eventsDir, startNs: started.mono_ns });
    const arrivedUs = new Map(
      holds.map((hold) => [indexOf(hold), (hold.arrivedNs - started.mono_ns) / 1000] as const),
    );
    const thereMs = asks.flatMap(({ i, inj }) => {
      const arrived = arrivedUs.get(i);
      return inj === null || arrived === undefined ? [] : [(arrived - inj) / 1000];
    });
    const errors = pairedErrorsMs(asks, holds);
    const median = (times: readonly number[], p = 0.5): number =>
      quantile(
        [...times].sort((a, b) => a - b),
        p,
      );
    const answered = asks.flatMap(({ due, inj, ans }) =>
      inj === null || ans === null ? [] : [{ response: (ans - due) / 1000, service: (ans - inj) / 1000 }],
    );
    return {
      asks: asks.length,
      n: errors.length,
      errorP50Ms: median(errors),
      errorP99Ms: median(errors, 0.99),
      thereP50Ms: median(thereMs),
      responseP50Ms: median(answered.map(({ response }) => response)),
      serviceP50Ms: median(answered.map(({ service }) => service)),
      holdP50Ms: median(holds.map(({ heldMs }) => heldMs)),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
