import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asset } from '../../../../package-root.ts';
import type { DamagedRun } from '../row.ts';
import { type CommandOptions, stormproof } from './command.ts';

export interface Evaluation extends CommandOptions {
  readonly workDir: string;
  readonly only: 'rush' | 'media' | 'failover';
  /** Modules loaded into every process of the run; each decides by its script whether it is meant. */
  readonly hooks?: readonly string[];
}

/** Evaluates a vendor that plainly misses a requirement, at smoke size, with `hooks` in its processes. */
export async function evaluateDamaged(evaluation: Evaluation): Promise<DamagedRun> {
  const { workDir, only, hooks = [], env, onLine } = evaluation;
  const dir = mkdtempSync(join(workDir, 'run-'));
  const runs = join(dir, 'runs');
  const set = join(dir, 'set.yaml');
  writeFileSync(set, JSON.stringify(requirementSet(only)));
  const vendor = only === 'rush' ? slowVendor(dir) : 'reference';
  const preload = hooks.map((name) => `--import=${asset('scripts/truth/damage/hooks', name)}`).join(' ');
  const ended = await stormproof(
    ['evaluate', vendor, '--only', only, '--lang', 'en', '--set', set, '--seed', '11', '--out', runs],
    {
      ...(onLine === undefined ? {} : { onLine }),
      env: { ...env, ...(preload === '' ? {} : { NODE_OPTIONS: preload }) },
    },
  );
  const [run] = existsSync(runs) ? readdirSync(runs) : [];
  if (run === undefined) throw new Error(`no run folder: ${ended.stderr}`);
  if (!readdirSync(join(runs, run)).includes('result.json'))
    throw new Error(`not judged, exit code ${ended.code}: ${ended.stderr}`);
  return { dir: join(runs, run), exitCode: ended.code };
}

/** The stub of this repository: answers 300 ms late, and every 20th ask twice. */
function slowVendor(parent: string): string {
  const dir = join(parent, 'slow-vendor');
  mkdirSync(dir);
  const manifest = {
    id: 'slow-stub',
    name: 'Slow stub',
    version: '1',
    connectionMode: 'full',
    capabilities: ['reply', 'reply.content'],
    behaviours: [
      { kind: 'delay', size: { ms: 300 }, onset: 0, tolerance: 0.02 },
      { kind: 'duplicate', size: { every: 20 }, onset: 0, tolerance: 0.02 },
    ],
    settings: { planned: { answers: 1800, ms: 25_000 } },
  };
  writeFileSync(join(dir, 'vendor.yaml'), JSON.stringify(manifest));
  for (const [file, name] of [
    ['lifecycle', 'createDriver'],
    ['client', 'client'],
  ] as const)
    writeFileSync(
      join(dir, `${file}.ts`),
      `export { ${name} } from '${asset('vendors/stub', `${file}.ts`)}';\n`,
    );
  return dir;
}

/** Targets that the vendor of the scenario misses on any machine: whoever may be blamed is blamed. */
const targets = {
  rush: [
    { metric: 'rush.response.p99', unit: 'ms', target: 100 },
    { metric: 'rush.duplicated', unit: 'count', target: 0 },
  ],
  media: [{ metric: 'media.service.p99', unit: 'ms', target: 1 }],
  failover: [{ metric: 'failover.in_flight_worst.worst', unit: 'ms', target: 1 }],
} as const;

function requirementSet(only: keyof typeof targets): object {
  const requirements = targets[only].map(({ metric, unit, target }) => ({
    id: metric.replaceAll(/[._]/g, '-'),
    title: { en: metric, ko: metric, zh: metric },
    level: 'must',
    sizes: ['smoke'],
    metric,
    checker: 'census',
    comparison: '<=',
    target,
    unit,
    source: 'damage table',
    rationale: 'missed by this vendor on any machine',
    setBy: 'damage table',
    setAt: '2026-11-22',
    needs: {},
  }));
  return { version: 1, name: 'plainly-missed', requirements };
}
