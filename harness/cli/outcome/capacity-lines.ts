import type { Metric, Result } from '../../schema/result.ts';
import { alignedTable } from './aligned-table.ts';

const verdicts = ['bad', 'good', 'not judged'] as const;

/** The table of `stormproof capacity`: every point, then the three states and the claim. Pure. */
export function capacityLines(result: Result): readonly string[] {
  const series = result.series.find(({ id }) => id === 'capacity.points');
  if (series === undefined) return ['no point was played'];
  const head = ['point', 'asked/s', 'answered/s', 'in time', 'p50', 'p99', 'lost', 'verdict'];
  const at = (row: readonly (number | null)[], name: string) => row[series.columns.indexOf(name)] ?? null;
  const rows = series.rows.map((row) => [
    String(at(row, 'point')),
    number(at(row, 'rate')),
    number(at(row, 'served')),
    percent(at(row, 'answered')),
    ms(at(row, 'p50')),
    ms(at(row, 'p99')),
    percent(at(row, 'loss')),
    `${verdicts[at(row, 'verdict') ?? 0] ?? ''}${at(row, 'collapsed') === 1 ? ', collapsed' : ''}`,
  ]);
  return [...alignedTable(head, rows), '', ...stateLines(result)];
}

function stateLines(result: Result): readonly string[] {
  const rate = (name: string) => result.metrics[`capacity.${name}.rate`];
  const coLocated = result.metrics['capacity.co_located']?.value === 1;
  const [ideal, sustained, collapse, claim] = [
    rate('ideal'),
    rate('sustained'),
    rate('collapse'),
    rate('claim'),
  ];
  const unproven = coLocated ? '; not proven: vendor and test share one machine' : '';
  const rows = [
    [
      'ideal',
      ideal?.value == null
        ? 'not measured'
        : `${ideal.high === null ? 'at least ' : ''}${perSec(ideal.value)}`,
    ],
    ['sustained', bracket(sustained, coLocated)],
    ['collapse', collapse?.value == null ? 'not reached' : `${between(collapse)}${unproven}`],
    ...(claim?.value == null ? [] : [['claim', perSec(claim.value)]]),
  ];
  return alignedTable(['state', 'asks a second'], rows);
}

function bracket(metric: Metric | undefined, coLocated: boolean): string {
  if (metric?.value == null) return 'none of the rates played';
  const held = `${perSec(metric.value)} (good at ${metric.n} of ${metric.n} points)`;
  if (metric.high === null) return `at least ${held}; no higher rate failed`;
  return `${held}, not ${perSec(metric.high)}${coLocated ? '; a proven lower bound' : ''}`;
}

function between({ low, high }: Metric): string {
  return low === null ? `at or below ${number(high)}/s` : `${number(low)} to ${number(high)}/s`;
}

const perSec = (value: number) => `${number(value)}/s`;

function number(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(3)));
}

function ms(value: number | null): string {
  if (value === null) return '–';
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** Truncated toward bad would hide a loss: small shares keep their digits. */
function percent(ratio: number | null): string {
  return ratio === null ? '–' : `${Number((ratio * 100).toFixed(2))} %`;
}
