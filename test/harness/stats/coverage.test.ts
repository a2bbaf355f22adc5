import { expect, test } from 'vitest';
import { type Experiment, holds, run } from '../../../scripts/bench/coverage/experiment.ts';
import { allExperiments, blockQuantileRows } from '../../../scripts/bench/coverage/experiments.ts';
import { fiveShapes } from '../../../scripts/bench/coverage/shapes.ts';

/** The table of docs/explanation/interval-coverage.md, scaled down: fixed seeds, so these shares never change. */
const experiments = allExperiments();

function scaled(method: string, draws: number): ReturnType<typeof run> {
  return experiments.flatMap((experiment, index) =>
    experiment.rows.some((row) => row.method.startsWith(method) && !row.setting.startsWith('177'))
      ? run({ ...experiment, draws: Math.min(draws, experiment.draws) }, index)
      : [],
  );
}

test('percentiles: a 95 % interval covers in 93–97 % of draws of five shapes, all together', () => {
  const runs = [{ id: 'short', blocks: 30, perSec: 8, draws: 50, percentiles: [0.5, 0.9, 0.95, 0.99] }];
  const rows = blockQuantileRows(fiveShapes, 'covers', runs).flatMap((row: Experiment, i) => run(row, i));
  expect(rows).toHaveLength(40);
  for (const row of rows) expect(holds(row), `${row.method} · ${row.setting}: ${row.share}`).toBe(true);
  const statistics = rows.filter(({ method }) => method === 'block-quantile');
  const share = statistics.reduce((sum, row) => sum + row.share, 0) / statistics.length;
  // 1,000 intervals: ± 1.4 points.
  expect(share).toBeGreaterThan(0.93);
  expect(share).toBeLessThan(0.98);
});

test.each([
  ['order-statistics', 150],
  ['conservative percentile', 150],
  ['six-block-medians', 60],
  ['clopper-pearson', 25],
  ['theil-sen', 50],
  ['hodges-lehmann', 150],
])('%s: no row contradicts its claim', (method, draws) => {
  const rows = scaled(method, draws);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(holds(row), `${row.method} · ${row.setting}: ${row.share}`).toBe(true);
});

test('a method that undercovers is caught: order statistics under autocorrelation', () => {
  const found = scaled('order-statistics', 100).filter((row) => row.setting.includes('AR(1)'));
  expect(found.length).toBeGreaterThan(0);
  for (const row of found) expect(holds({ ...row, claim: 'covers' })).toBe(false);
});
