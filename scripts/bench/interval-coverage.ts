/**
 * How often the intervals of harness/stats cover the truth: draws from known shapes, writes
 * docs/explanation/interval-coverage.md. `node --import ./scripts/register.mjs scripts/bench/interval-coverage.ts
 * [--scale 1] [--only TEXT] [--dry]`: `--scale 0.1` takes a tenth of the draws, `--only` the rows whose text holds
 * it; either prints only.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asset } from '../../package-root.ts';
import { type Coverage, run } from './coverage/experiment.ts';
import { allExperiments } from './coverage/experiments.ts';
import { coveragePage, rowText } from './coverage/page.ts';

const { values } = parseArgs({
  options: { scale: { type: 'string', default: '1' }, only: { type: 'string' }, dry: { type: 'boolean' } },
});
const scale = Number(values.scale);
const rows: Coverage[] = [];
for (const [index, experiment] of allExperiments().entries()) {
  const text = experiment.rows.map(({ method, setting }) => `${method} ${setting}`).join('\n');
  if (values.only !== undefined && !text.includes(values.only)) continue;
  for (const row of run(experiment, index, scale)) {
    process.stderr.write(`${rowText(row)}\n`);
    rows.push(row);
  }
}
if (scale === 1 && values.only === undefined && !values.dry) {
  mkdirSync(asset('docs', 'explanation'), { recursive: true });
  writeFileSync(asset('docs', 'explanation', 'interval-coverage.md'), coveragePage(rows));
}
