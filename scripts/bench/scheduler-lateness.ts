/**
 * How late work starts and what that costs: mode × rate, each cell in a process of its own, nothing else to do. Prints the
 * table of docs/reference/scheduler.md; `--write` rewrites that page. Give it a quiet machine.
 * `node --import ./scripts/register.mjs scripts/bench/scheduler-lateness.ts [--seconds 4] [--write]`
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { asset } from '../../package-root.ts';
import { quantile } from './support/quantile.ts';
import { schedulers } from './support/schedulers.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    write: { type: 'boolean', default: false },
    cell: { type: 'string' },
  },
});
const durationMs = Number(values.seconds) * 1000;
const rates = [100, 1000, 10_000];

interface Cell {
  readonly n: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly cores: number;
}

async function measure(mode: string, ratePerSec: number): Promise<Cell> {
  const scheduler = schedulers[mode];
  if (scheduler === undefined) throw new Error(`no mode ${mode}`);
  await scheduler.run(ratePerSec, 300, () => undefined);
  const late = new Float64Array((durationMs / 1000) * ratePerSec + 1000);
  let n = 0;
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await scheduler.run(ratePerSec, durationMs, (dueMs) => {
    late[n] = performance.now() - dueMs;
    n += 1;
  });
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  const sorted = late.subarray(0, n).sort();
  const [p50Ms, p99Ms, maxMs] = [0.5, 0.99, 1].map((p) => quantile(sorted, p));
  return { n, p50Ms, p99Ms, maxMs, cores: (user + system) / 1000 / wallMs } as Cell;
}

/** Share of the machine that was busy with something else, over one second of doing nothing here. */
async function busyRatio(): Promise<number> {
  const read = (): readonly number[] =>
    (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').trim().split(/\s+/).slice(1).map(Number);
  const before = read();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const spent = read().map((ticks, i) => ticks - (before[i] ?? 0));
  const total = spent.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0);
  return 1 - ((spent[3] ?? 0) + (spent[4] ?? 0)) / total;
}

if (values.cell !== undefined) {
  const [mode = '', rate = '0'] = values.cell.split('@');
  process.stdout.write(`${JSON.stringify(await measure(mode, Number(rate)))}\n`);
  process.exit(0);
}

const busyBefore = await busyRatio();
const rows: string[] = [];
for (const [mode, { what }] of Object.entries(schedulers)) {
  for (const rate of rates) {
    const script = asset('scripts', 'bench', 'scheduler-lateness.ts');
    const argv = ['--import', asset('scripts', 'register.mjs'), script, '--cell', `${mode}@${rate}`];
    const out = execFileSync(process.execPath, [...argv, '--seconds', values.seconds], { encoding: 'utf8' });
    const { p50Ms, p99Ms, maxMs, cores } = JSON.parse(out) as Cell;
    const figures = [p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(3)).join(' | ');
    rows.push(`| ${what} | ${rate.toLocaleString('en')} | ${figures} | ${cores.toFixed(2)} |`);
    console.error(rows.at(-1));
  }
}
const busyAfter = await busyRatio();
const head = '| mode | a second | p50, ms | p99, ms | max, ms | cores |\n|---|---|---|---|---|---|';
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, ${values.seconds} s a cell; the rest of the machine was busy for ${(busyBefore * 100).toFixed(0)} % before and ${(busyAfter * 100).toFixed(0)} % after.`;
const table = `${head}\n${rows.join('\n')}\n\nMeasured on ${machine}\n`;
console.log(table);
if (values.write) {
  const path = asset('docs', 'reference', 'scheduler.md');
  const marker = '<!-- table: scripts/bench/scheduler-lateness.ts --write -->';
  const [before = ''] = readFileSync(path, 'utf8').split(marker);
  writeFileSync(path, `${before}${marker}\n\n${table}`);
}
