import type { Result } from '../../harness/schema/result.ts';
import { latencyDistribution } from '../charts/latency-distribution.ts';
import { latencyOverTime } from '../charts/latency-over-time.ts';
import type { Text } from '../locales/translate.ts';
import {
  absent,
  type Block,
  cell,
  column,
  figureCell,
  lead,
  note,
  numeric,
  text as paragraph,
  type Table,
} from './blocks.ts';
import { measured, metric, number, steadyPrefix } from './read.ts';

/** Percentiles a ladder shows: name in the metrics, heading. */
const steps = [
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p99', 'p99'],
  ['p999', 'p99.9'],
] as const;
const measures = ['response', 'service', 'lateness', 'webhook_ack'] as const;

/** Burst and steady part, each with its ladder; the slow tail over time. */
export function latencyBlocks(result: Result, text: Text): Block[] {
  if (!measured(result, 'rush')) return [absent(text.t('absent.rush'))];
  const parts = (['steady', 'burst', 'whole'] as const).filter((part) =>
    measured(result, `${prefixes[part]}.response`),
  );
  return [
    ...leadBlocks(result, text),
    paragraph(burst(result, text)),
    ...parts.map((part): Block => {
      const table = ladder(result, text, prefixes[part], text.t(`latency.ladder.${part}`));
      const folded = part === 'whole' && parts.length > 1;
      return folded ? { kind: 'details', summary: table.caption, table } : table;
    }),
    note(text.t('latency.explain')),
    latencyOverTime(result, text),
    latencyDistribution(result, text),
  ];
}

const prefixes = { steady: 'rush.steady', burst: 'rush.burst', whole: 'rush' } as const;

function leadBlocks(result: Result, text: Text): Block[] {
  const sentences: string[] = [];
  const steady = steadyPrefix(result);
  const p99 = number(result, `${steady}.response.p99`);
  const p50 = number(result, `${steady}.response.p50`);
  const max = number(result, `${steady}.response.max`);
  const minute = number(result, 'rush.response.worst_minute_p50');
  if (p99 !== null) sentences.push(text.t('latency.lead.p99', { x: text.format.duration(p99) }));
  if (p50 !== null) sentences.push(text.t('latency.lead.p50', { x: text.format.duration(p50) }));
  if (max !== null) sentences.push(text.t('latency.lead.max', { x: text.format.duration(max) }));
  if (minute !== null) sentences.push(text.t('latency.worst-minute', { x: text.format.duration(minute) }));
  return sentences.length === 0 ? [] : [lead(text.sentences(sentences))];
}

function burst(result: Result, text: Text): string {
  const asks = number(result, 'rush.burst.asks');
  const last = number(result, 'rush.burst.last_answer');
  const steady = text.t('latency.steady', { s: result.size === 'smoke' ? 5 : 30 });
  if (asks === null || last === null) return text.sentences([text.t('latency.burst.none'), steady]);
  return text.sentences([text.t('latency.burst', { asks, x: text.format.duration(last) }), steady]);
}

function ladder(result: Result, text: Text, prefix: string, caption: string): Table {
  const rows = measures.filter((name) => measured(result, `${prefix}.${name}`));
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [
      column(text.t('latency.measure')),
      ...steps.map(([, heading]) => numeric(heading)),
      numeric(text.t('latency.max')),
      numeric(text.t('latency.n')),
    ],
    rows: rows.map((name) => {
      const at = (step: string) => metric(result, `${prefix}.${name}.${step}`);
      const value = (step: string) => {
        const found = at(step);
        if (found === null) return figureCell(text.t('value.few'));
        const interval =
          found.low === null || found.high === null
            ? undefined
            : text.t('value.interval', {
                low: text.format.duration(found.low, 'down'),
                high: text.format.duration(found.high),
              });
        return figureCell(text.format.duration(found.value), interval);
      };
      const n = Math.max(0, ...steps.map(([step]) => at(step)?.n ?? 0), at('max')?.n ?? 0);
      return [
        cell(text.t(`latency.${name}`)),
        ...steps.map(([step]) => value(step)),
        value('max'),
        figureCell(n === 0 ? text.t('value.na') : text.format.number(n)),
      ];
    }),
  };
}
