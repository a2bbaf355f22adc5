import type { CheckSummary, ScenarioSummary, ThresholdSummary } from '../job.ts';
import { scenarioLines } from './scenario-summary.ts';
import type { SummaryData, SummaryMetric } from './summary-data.ts';

function duration(ms: number): string {
  if (ms >= 60_000) return `${Math.floor(ms / 60_000)}m${Math.round((ms % 60_000) / 1000)}s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)}s`;
  return ms >= 1 ? `${ms.toFixed(2)}ms` : `${(ms * 1000).toFixed(0)}µs`;
}

function amount(value: number, contains: string): string {
  if (contains === 'time') return duration(value);
  if (contains === 'data') {
    if (value >= 1e6) return `${(value / 1e6).toFixed(1)} MB`;
    return value >= 1e3 ? `${(value / 1e3).toFixed(1)} kB` : `${Math.round(value)} B`;
  }
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

function metricText({ type, contains, values }: SummaryMetric): string {
  const { rate = 0, count = 0, value = 0, passes = 0, fails = 0 } = values;
  switch (type) {
    case 'counter':
      return `${amount(count, contains)} ${amount(rate, contains)}/s`;
    case 'gauge':
      return `${amount(value, contains)} min=${amount(values.min ?? 0, contains)} max=${amount(values.max ?? 0, contains)}`;
    case 'rate':
      return `${(rate * 100).toFixed(2)}% ${passes} out of ${passes + fails}`;
    default:
      return Object.entries(values)
        .map(([name, entry]) => `${name}=${name === 'count' ? entry : amount(entry, contains)}`)
        .join(' ');
  }
}

/** The end-of-test summary of a script without handleSummary. */
export function summaryText(
  data: SummaryData,
  checks: readonly CheckSummary[],
  thresholds: readonly ThresholdSummary[],
  scenarios: readonly ScenarioSummary[],
  mock: boolean,
): string {
  const lines: string[] = [''];
  for (const { metric, source, ok, value } of thresholds) {
    lines.push(
      `  ${ok ? '✓' : '✗'} ${metric} ${source}${value === null ? '' : ` (${Number(value.toFixed(3))})`}`,
    );
  }
  for (const { path, passes, fails } of checks) {
    const share = fails === 0 ? '' : ` (${passes} of ${passes + fails})`;
    lines.push(`  ${fails === 0 ? '✓' : '✗'} ${path.slice(2).replaceAll('::', ' › ')}${share}`);
  }
  if (lines.length > 1) lines.push('');
  const names = Object.keys(data.metrics).sort();
  const width = Math.max(...names.map((name) => name.length), 0) + 3;
  for (const name of names) {
    const metric = data.metrics[name];
    if (metric !== undefined) lines.push(`  ${name.padEnd(width, '.')}: ${metricText(metric)}`);
  }
  if (scenarios.length > 0) lines.push('', ...scenarioLines(scenarios, mock));
  return `${lines.join('\n')}\n\n`;
}
