import { readFileSync, writeFileSync } from 'node:fs';
import { metricNames } from '../harness/check/metric-names.ts';
import { asset } from '../package-root.ts';

/** Rewrites the table of docs/reference/metrics.md: `node --import ./scripts/register.mjs scripts/metrics-table.ts`. */
const path = asset('docs', 'reference', 'metrics.md');
const marker = '<!-- table: scripts/metrics-table.ts -->';

/** The table as Markdown, one row per name. `|` inside a name is escaped. */
function metricsTable(): string {
  const rows = metricNames.map(
    ({ name, unit, meaning }) => `| \`${name.replaceAll('|', '\\|')}\` | ${unit} | ${meaning} |`,
  );
  return `${['| name | unit | meaning |', '|---|---|---|', ...rows].join('\n')}\n`;
}

const [head = ''] = readFileSync(path, 'utf8').split(marker);
writeFileSync(path, `${head}${marker}\n\n${metricsTable()}`);
