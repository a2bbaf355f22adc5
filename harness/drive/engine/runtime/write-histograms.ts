import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeHlog } from '../../../stats/hlog.ts';
import type { MetricRegistry } from '../metrics/registry.ts';

/** Writes `<scenario>.<metric>.hlog` of every observed trend that holds times. Rejects when a file can't be written. */
export async function writeHistograms(
  registry: MetricRegistry,
  dir: string,
  scenario: string,
  durationMs: number,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const { name, contains, sink } of registry.all()) {
    const isTime = contains === 'time' || name.startsWith('sp_');
    if (sink.type !== 'trend' || sink.histogram.total === 0 || !isTime) continue;
    const text = writeHlog([{ startSec: 0, endSec: durationMs / 1000, histogram: sink.histogram }]);
    await writeFile(join(dir, `${scenario}.${name}.hlog`), text);
  }
}
