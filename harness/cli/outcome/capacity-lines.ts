import type { Metric, Result } from '../../schema/result.ts';
import { alignedTable } from './aligned-table.ts';

const verdicts = ['bad', 'good', 'not judged'] as const;

/** The table of `stormproof capacity`: every point, then the three states and the claim. Pure. */
export function capacityLines(result: Result): readonly string[] {
  const series = result.series.find(({ id }) => id === 'capacity.points');
  if (series === undefined) return ['no point was played'];
  const agents = series.columns.includes('agents');
  const head = [
    'point',
    ...(agents ? ['agents', 'failed'] : []),
    ...['asked/s', 'answered/s', 'in time', 'p50', 'p99', 'lost', 'verdict'],
  ];
  const at = (row: readonly (number | null)[], name: string) => row[series.columns.indexOf(name)] ?? null;
  const rows = series.rows.map((row) => [
    String(at(row, 'point')),
    ...(agents ? [atWork(at(row, 'at_work'), at(row, 'agents')), String(at(row, 'failed') ?? '–')] : []),
    number(at(row, 'rate')),
    number(at(row, 'served')),
    percent(at(row, 'answered')),
    ms(at(row, 'p50')),
    ms(at(row, 'p99')),
    percent(at(row, 'loss')),
    `${verdicts[at(row, 'verdict') ?? 0] ?? ''}${at(row, 'collapsed') === 1 ? ', collapsed' : ''}`,
  ]);
  return [...alignedTable(head, rows), '', ...stateLines(result, agents), ...curveLines(result)];
}

/** "78 of 80": not everybody could be at work. */
function atWork(present: number | null, wanted: number | null): string {
  return present === wanted ? String(wanted) : `${present ?? '–'} of ${wanted}`;
}

function stateLines(result: Result, agents: boolean): readonly string[] {
  const load = (name: string) => result.metrics[`capacity.${name}.${agents ? 'agents' : 'rate'}`];
  const told = (value: number | null) => (agents ? number(value) : `${number(value)}/s`);
  const coLocated = result.metrics['capacity.co_located']?.value === 1;
  const [ideal, sustained, collapse, claim] = [
    load('ideal'),
    load('sustained'),
    load('collapse'),
    load('claim'),
  ];
  const unproven = coLocated ? '; not proven: vendor and test share one machine' : '';
  const rows = [
    [
      'ideal',
      ideal?.value == null ? 'not measured' : `${ideal.high === null ? 'at least ' : ''}${told(ideal.value)}`,
    ],
    ['sustained', bracket(sustained, coLocated, told)],
    ['collapse', collapse?.value == null ? 'not reached' : `${between(collapse, told)}${unproven}`],
    ...(claim?.value == null ? [] : [['claim', told(claim.value)]]),
  ];
  return alignedTable(['state', agents ? 'agents at work' : 'asks a second'], rows);
}

type Told = (value: number | null) => string;

function bracket(metric: Metric | undefined, coLocated: boolean, told: Told): string {
  if (metric?.value == null) return 'none of the loads played';
  const held = `${told(metric.value)} (good at ${metric.n} of ${metric.n} points)`;
  if (metric.high === null) return `at least ${held}; no higher load failed`;
  return `${held}, not ${told(metric.high)}${coLocated ? '; a proven lower bound' : ''}`;
}

function between({ low, high }: Metric, told: Told): string {
  return low === null ? `at or below ${told(high)}` : `${number(low)} to ${told(high)}`;
}

/** The scalability law's coefficients; nothing where no point lies past its peak. */
function curveLines(result: Result): readonly string[] {
  const usl = (name: string) => result.metrics[`capacity.usl.${name}`]?.value ?? null;
  const load = usl('peak_load');
  if (load === null) return [];
  const law = `λ ${number(usl('lambda'))}, σ ${number(usl('sigma'))}, κ ${number(usl('kappa'))}`;
  return [
    '',
    `scalability law (model, not judged): ${law}; peak ${number(usl('peak_throughput'))}/s at ${number(load)}; R² ${number(usl('r_squared'))}`,
  ];
}

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
