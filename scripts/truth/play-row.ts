import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { asset, packageRoot } from '../../package-root.ts';
import { readRun } from './read-run.ts';
import type { Play, Played, TruthRow } from './row.ts';

/** Seed of every row: a table can be repeated ask by ask. */
const seed = '11';
/** k6 and the verdict speak through their exit codes; anything else means that the run itself failed. */
const judgedCodes: Readonly<Record<Play['kind'], readonly number[]>> = {
  steady: [0],
  evaluate: [0, 1, 2, 3],
  capacity: [0, 1, 2, 3],
};

/** Plays a row once, in `workDir`. Throws with the last lines it printed when the run itself fails; the signal's reason. */
export async function playRow(row: TruthRow, workDir: string, signal: AbortSignal): Promise<Played> {
  rmSync(workDir, { recursive: true, force: true });
  mkdirSync(workDir, { recursive: true });
  const out = join(workDir, 'out');
  const vendor = vendorOf(row, workDir);
  const set = row.set === null ? [] : ['--set', asset('scripts/truth/sets', `${row.set}.yaml`)];
  const common = ['--seed', seed, '--out', out, ...set];
  const { play } = row;
  await command([...argsOf(play, vendor), ...common], judgedCodes[play.kind], signal);
  const [folder] = readdirSync(out);
  if (folder === undefined) throw new Error(`${row.id}: the run left no folder`);
  return readRun(join(out, folder));
}

function argsOf(play: Play, vendor: string): readonly string[] {
  switch (play.kind) {
    case 'steady':
      return ['run', asset('scenarios/steady-asks.ts'), '--vendor', vendor, ...steadyEnv(play)];
    case 'evaluate':
      return ['evaluate', vendor, '--only', play.only.join(','), '--size', play.size, '--lang', 'en'];
    case 'capacity': {
      const { ramp, start, max, claim, points, seconds: duration, pace } = play;
      const options = { ramp, start, max, claim, points, duration, ...(pace === undefined ? {} : { pace }) };
      const named = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
      return ['capacity', '--vendor', vendor, '--lang', 'en', ...named];
    }
  }
}

function steadyEnv(play: Extract<Play, { readonly kind: 'steady' }>): string[] {
  const env = { PLAN_ID: 'steady', RATE: play.ratePerSec, DURATION: play.seconds, ...play.env };
  return Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
}

/** A shipped vendor's id, or a folder with the row's own vendor.yaml. */
function vendorOf({ id, vendor, play }: TruthRow, workDir: string): string {
  if ('id' in vendor) return vendor.id;
  const dir = join(workDir, 'vendor');
  mkdirSync(dir, { recursive: true });
  const reference = ['media.upload', 'agent.session', 'agent.field', 'api.peak', 'drill.node'];
  const manifest = {
    id: `truth-${id}`,
    name: `Planted: ${id}`,
    version: '1',
    base: vendor.base,
    connectionMode: 'full',
    capabilities: [
      'reply',
      'reply.content',
      'metrics.process',
      ...(vendor.base === 'reference' ? reference : []),
    ],
    behaviours: vendor.behaviours,
    settings: {
      ...(vendor.nodes === undefined ? {} : { nodes: vendor.nodes }),
      ...(play.kind === 'steady'
        ? { planned: { answers: play.seconds * play.ratePerSec, ms: play.seconds * 1000 } }
        : {}),
    },
  };
  // JSON is YAML.
  writeFileSync(join(dir, 'vendor.yaml'), JSON.stringify(manifest, null, 2));
  return dir;
}

async function command(
  args: readonly string[],
  judged: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [asset('bin/stormproof.js'), ...args], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 25) lines.shift();
    });
  // The run ends everything it started on SIGINT and leaves a readable folder.
  const interrupt = (): void => void child.kill('SIGINT');
  signal.addEventListener('abort', interrupt);
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', interrupt);
  signal.throwIfAborted();
  if (code !== null && judged.includes(code)) return;
  throw new Error(`stormproof ${args.slice(0, 2).join(' ')} ended with ${code}:\n${lines.join('\n')}`);
}
