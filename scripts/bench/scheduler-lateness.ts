/**
 * How late work starts and what that costs: mode × rate, each cell in a process of its own, nothing else to do. Prints the
 * table of docs/reference/scheduler.md; `--write` rewrites that page.
 *
 * On a shared machine other work is measured too, so each cell says how many cores others used meanwhile. `--keep FILE` keeps
 * the quietest run of every cell over several invocations; a cell already as quiet as `--quiet` (0.1 cores) is not run again.
 * `node --import ./scripts/register.mjs scripts/bench/scheduler-lateness.ts [--seconds 3] [--keep FILE] [--write]`
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { asset } from '../../package-root.ts';
import { busyCores, machineBusySec } from './support/machine-cpu.ts';
import { quantile } from './support/quantile.ts';
import { schedulers } from './support/schedulers.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    quiet: { type: 'string', default: '0.1' },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
    cell: { type: 'string' },
  },
});
const durationMs = Number(values.seconds) * 1000;
const quietCores = Number(values.quiet);
const rates = [1000, 100, 10_000];
/** How long a cell waits for a quiet second. */
const patienceMs = 10_000;

interface Cell {
  readonly n: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly cores: number;
  /** Cores used by everything else meanwhile. */
  readonly others: number;
}

async function measure(mode: string, ratePerSec: number): Promise<Cell> {
  const scheduler = schedulers[mode];
  if (scheduler === undefined) throw new Error(`no mode ${mode}`);
  await scheduler.run(ratePerSec, 300, () => undefined);
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; )
    if ((await busyCores(500)) <= quietCores) break;
  const late = new Float64Array((durationMs / 1000) * ratePerSec + 1000);
  let n = 0;
  const cpu = process.cpuUsage();
  const [busySec, startMs] = [machineBusySec(), performance.now()];
  await scheduler.run(ratePerSec, durationMs, (dueMs) => {
    late[n] = performance.now() - dueMs;
    n += 1;
  });
  const wallSec = (performance.now() - startMs) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const cores = (user + system) / 1e6 / wallSec;
  const others = Math.max(0, (machineBusySec() - busySec) / wallSec - cores);
  const sorted = late.subarray(0, n).sort();
  const [p50Ms, p99Ms, maxMs] = [0.5, 0.99, 1].map((p) => quantile(sorted, p));
  return { n, p50Ms, p99Ms, maxMs, cores, others } as Cell;
}

if (values.cell !== undefined) {
  const [mode = '', rate = '0'] = values.cell.split('@');
  process.stdout.write(`${JSON.stringify(await measure(mode, Number(rate)))}\n`);
  process.exit(0);
}

const cells: Record<string, Cell> =
  values.keep !== undefined && existsSync(values.keep) ? JSON.parse(readFileSync(values.keep, 'utf8')) : {};
for (const rate of rates) {
  for (const mode of Object.keys(schedulers)) {
    const name = `${mode}@${rate}`;
    const known = cells[name];
    if (known !== undefined && known.others <= quietCores) continue;
    const script = asset('scripts', 'bench', 'scheduler-lateness.ts');
    const argv = ['--import', asset('scripts', 'register.mjs'), script, '--cell', name];
    const options = ['--seconds', values.seconds, '--quiet', values.quiet];
    const cell = JSON.parse(
      execFileSync(process.execPath, [...argv, ...options], { encoding: 'utf8' }),
    ) as Cell;
    console.error(name, JSON.stringify(cell));
    if (known === undefined || cell.others < known.others) cells[name] = cell;
    if (values.keep !== undefined) writeFileSync(values.keep, JSON.stringify(cells));
  }
}

const rows = Object.entries(schedulers).flatMap(([mode, { what }]) =>
  rates
    .toSorted((a, b) => a - b)
    .map((rate) => {
      const { p50Ms, p99Ms, maxMs, cores, others } = cells[`${mode}@${rate}`] as Cell;
      const times = [p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(3)).join(' | ');
      return `| ${what} | ${rate.toLocaleString('en')} | ${times} | ${cores.toFixed(2)} | ${others.toFixed(2)} |`;
    }),
);
const head =
  '| mode | a second | p50, ms | p99, ms | max, ms | cores | others, cores |\n|---|---|---|---|---|---|---|';
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, ${values.seconds} s a cell`;
const table = `${head}\n${rows.join('\n')}\n\nMeasured on ${machine}. "Others": what everything else on the machine used meanwhile.\n`;
console.log(table);
if (values.write) {
  const path = asset('docs', 'reference', 'scheduler.md');
  const marker = '<!-- table: scripts/bench/scheduler-lateness.ts --write -->';
  const [before = ''] = readFileSync(path, 'utf8').split(marker);
  writeFileSync(path, `${before}${marker}\n\n${table}`);
}
