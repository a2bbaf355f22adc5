import type { Result } from '../../harness/schema/result.ts';
import { pressureLoad } from '../charts/pressure-load.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, cell, column, figureCell, lead, note, numeric, type Table } from './blocks.ts';
import { metric, number, shown } from './read.ts';

const prefix = 'drill.cpu-pressure';

/** The vendor under CPU pressure: the load as it really was, and the asks beside those before it. Empty without one. */
export function pressureBlocks(result: Result, text: Text): Block[] {
  const load = metric(result, `${prefix}.load.achieved_ratio`);
  if (load === null) return [];
  const percent = (value: number | null) =>
    value === null ? text.t('value.na') : text.format.percent(value, 'down');
  const values = {
    target: percent(number(result, `${prefix}.load.target_ratio`)),
    achieved: percent(load.value),
    low: percent(load.low),
    high: percent(load.high),
  };
  return [
    lead(text.t('pressure.lead', values)),
    ...pressureLoad(result, text),
    table(result, text),
    note(text.t('pressure.note')),
  ];
}

function table(result: Result, text: Text): Table {
  const caption = text.t('pressure.caption');
  const na = text.t('value.na');
  const value = (name: string) => shown(result, text, `${prefix}.${name}`, na, 'down');
  const before = (name: string) => shown(result, text, `${prefix}.baseline.${name}`, na);
  const under = (name: string) => shown(result, text, `${prefix}.${name}`, na);
  const line = (name: string, first: string, second: string) => [
    cell(name),
    figureCell(first),
    figureCell(second),
  ];
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [
      column(text.t('health.null.figure')),
      numeric(text.t('pressure.before')),
      numeric(text.t('pressure.under')),
    ],
    rows: [
      line(text.t('pressure.accepted'), na, value('sends.accepted_ratio')),
      line(text.t('pressure.answered'), na, value('answered_ratio')),
      line(text.t('pressure.loss'), na, under('loss_ratio')),
      line('p50', before('response.p50'), under('response.p50')),
      line('p99', before('response.p99'), under('response.p99')),
      line(text.t('chart.col.slowest'), before('response.max'), under('response.max')),
    ],
  };
}
