/**
 * The truth table: `npm run truth -- [--table defects|damage|all] [--rows id,…] [--scaled] [--repeats N]
 * [--resume DIR [--judge]] [--docs]`.
 * Plays each row, keeps its result in reports/out/truth/<stamp>/rows/<id>.json (the damaged harness: damage.json), and
 * computes the totals from those files.
 * Exit code 0 = all bars held, 1 = not, 64 = usage, 130 = interrupted (continue with --resume).
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { asset } from '../../package-root.ts';
import { runDamage } from './damage/run-damage.ts';
import { chosenRows, readTruthOptions, type TruthOptions } from './options.ts';
import { truthPage } from './page.ts';
import { rowLine, summaryLines } from './print.ts';
import { rows } from './rows/index.ts';
import { judgeTable, runTable } from './run-table.ts';
import { summarise } from './summary.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(options: TruthOptions, signal: AbortSignal): Promise<number> {
  const defects = options.table === 'damage' ? 0 : await playDefects(options, signal);
  if (options.table === 'defects') return defects;
  const { rows: ids, outDir, docs } = options;
  const wrong = await runDamage({ rows: ids, outDir, docs, signal, say });
  process.stdout.write(`damaged harness: ${wrong === 0 ? 'every row right' : `${wrong} rows wrong`}\n`);
  return wrong === 0 ? defects : 1;
}

function headCommit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: asset(), encoding: 'utf8' }).trim();
}

async function playDefects(options: TruthOptions, signal: AbortSignal): Promise<number> {
  const startedAt = new Date();
  const stamp = startedAt.toISOString().replaceAll(/[-:]/g, '').replace(/\..*/, '');
  const dir = options.resume ?? join(options.outDir, stamp);
  const chosen = chosenRows(options, rows);
  say(`${chosen.length} rows, results in ${dir}; load average ${loadavg()[0]?.toFixed(2)}`);
  const results = options.judge
    ? judgeTable(chosen, dir)
    : await runTable(chosen, { dir, commit: headCommit(), signal, say, maxRepeats: options.repeats });
  const summary = summarise(results);
  const minutes = Math.round(results.reduce((sum, row) => sum + row.seconds, 0) / 60);
  writeFileSync(join(dir, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  const page = truthPage(results, summary, {
    startedAt: startedAt.toISOString(),
    commits: [...new Set(results.map(({ commit }) => commit ?? 'unknown'))],
    machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}`,
    minutes,
    missing: chosen.filter((row) => !results.some(({ id }) => id === row.id)).map(({ id }) => id),
  });
  writeFileSync(join(dir, 'truth.md'), page);
  if (options.docs) writeFileSync(asset('docs', 'reference', 'truth.md'), page);
  process.stdout.write(`${[...results.map(rowLine), '', ...summaryLines(summary)].join('\n')}\n`);
  return summary.passed && results.length === chosen.length ? 0 : 1;
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop.abort(new Error('interrupted')));
try {
  process.exitCode = await main(readTruthOptions(process.argv.slice(2), rows), stop.signal);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = stop.signal.aborted ? 130 : 64;
}
