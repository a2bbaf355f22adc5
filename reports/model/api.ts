import type { Result } from '../../harness/schema/result.ts';
import { apiCalls, type CallRow } from '../charts/api-calls.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block, cell, column, figureCell, lead, note, numeric, type Table } from './blocks.ts';
import { measured, metric, number, shown, under } from './read.ts';

/** A52 speaks of 100,000 calls a month: what the measured share would come to. A projection, judged by nobody. */
const monthlyCalls = 100_000;

/** The vendor's own API at peak: errors and times by call and by load step. */
export function apiBlocks(result: Result, text: Text): Block[] {
  if (!measured(result, 'api')) return [absent(text.t('absent.api'))];
  const blocks: Block[] = [];
  const calls = number(result, 'api.calls') ?? 0;
  blocks.push(lead(text.t('api.lead', { errors: number(result, 'api.errors') ?? 0, calls })));
  const share = metric(result, 'api.error_ratio');
  if (share !== null) {
    const of = (ratio: number): number => Math.ceil(ratio * monthlyCalls);
    blocks.push(
      note(
        text.t('api.month', {
          calls: monthlyCalls,
          errors: of(share.value),
          high: of(share.high ?? share.value),
        }),
      ),
    );
  }
  const chart = apiCalls(callRows(result), text);
  if (chart !== null) blocks.push(chart);
  blocks.push(...stepTable(result, text), note(text.t('api.note')));
  return blocks;
}

function callRows(result: Result): CallRow[] {
  const names = under(result, 'api.call')
    .filter((name) => name.endsWith('.count'))
    .map((name) => name.slice(0, -'.count'.length));
  return names.map((name) => {
    const of = (figure: string): number | null => number(result, `api.call.${name}.${figure}`);
    const share = metric(result, `api.call.${name}.error_ratio`);
    return {
      name,
      calls: of('count') ?? 0,
      errors: of('errors') ?? 0,
      errorRatio: share?.value ?? null,
      errorHigh: share?.high ?? null,
      p50: of('p50'),
      p95: of('p95'),
      p99: of('p99'),
    };
  });
}

function stepTable(result: Result, text: Text): Table[] {
  const steps = under(result, 'api')
    .filter((name) => /^step\d+\.count$/.test(name))
    .map((name) => name.slice(0, -'.count'.length));
  if (steps.length === 0) return [];
  const caption = text.t('api.steps');
  const times = ['p50', 'p95', 'p99', 'max'] as const;
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [
        column(text.t('api.step')),
        numeric(text.t('api.calls')),
        numeric(text.t('api.errors')),
        numeric(text.t('api.share')),
        ...times.map((step) => numeric(step === 'max' ? text.t('latency.max') : step)),
      ],
      rows: steps.map((step) => [
        cell(text.format.number(Number(step.slice(4)), 0)),
        ...['count', 'errors', 'error_ratio'].map((figure) =>
          figureCell(shown(result, text, `api.${step}.${figure}`, text.t('value.na'))),
        ),
        ...times.map((figure) =>
          figureCell(shown(result, text, `api.${step}.${figure}`, text.t('value.few'))),
        ),
      ]),
    },
  ];
}
