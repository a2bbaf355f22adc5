import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeHlog } from '../../../stats/hlog.ts';
import type { MetricRegistry } from '../metrics/registry.ts';
import type { NamedTimes } from './named-times.ts';

export interface HistogramFiles {
  readonly registry: MetricRegistry;
  readonly dir: string;
  /** Prefix of the trends' files. */
  readonly label: string;
  readonly times: readonly NamedTimes[];
  readonly durationMs: number;
}

/**
 * Writes `<label>.<metric>.hlog` of every observed trend that holds times, and of each scenario's own times
 * `<scenario>.<iteration|http|ws>.<response|service|lateness>.hlog`. Rejects when a file can't be written.
 */
export async function writeHistograms(files: HistogramFiles): Promise<void> {
  const { registry, dir, label, times, durationMs } = files;
  await mkdir(dir, { recursive: true });
  async function write(name: string, histogram: NamedTimes['histogram']): Promise<void> {
    const text = writeHlog([{ startSec: 0, endSec: durationMs / 1000, histogram }]);
    await writeFile(join(dir, `${name}.hlog`), text);
  }
  for (const { name, contains, sink } of registry.all()) {
    const isTime = contains === 'time' || name.startsWith('sp_');
    if (sink.type !== 'trend' || sink.histogram.total === 0 || !isTime) continue;
    await write(`${label}.${name}`, sink.histogram);
  }
  for (const { scenario, operation, part, histogram } of times)
    await write(`${scenario}.${operation}.${part}`, histogram);
}
