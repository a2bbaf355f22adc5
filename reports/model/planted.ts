import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, cell, column, monoCell } from './blocks.ts';

type Planted = NonNullable<Result['vendor']['planted']>[number];

/** Their onset is a share of the planned time, that of the others one of the planned work. */
const timed: ReadonlySet<string> = new Set(['stall', 'drift']);

/** Sizes that are shares. */
const shares: ReadonlySet<string> = new Set(['ratio', 'share', 'within']);

/** What was planted in this vendor, in absolute figures, and what the article says of it. Nothing without. */
export function plantedBlocks(result: Result, text: Text): Block[] {
  const { planted = [] } = result.vendor;
  if (planted.length === 0) return [];
  const caption = text.t('planted.caption');
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [
        column(text.t('planted.kind')),
        column(text.t('planted.size')),
        column(text.t('planted.from')),
        column(text.t('planted.touches')),
        column(text.t('planted.article')),
      ],
      rows: planted.map((one) => [
        cell(one.kind, one.at ?? undefined),
        monoCell(sizeOf(one, text)),
        cell(onsetOf(one, result, text)),
        cell(one.touches.length === 0 ? text.t('planted.any') : one.touches.join(', ')),
        cell(one.article ?? text.t('value.na')),
      ]),
    },
  ];
}

function sizeOf({ size }: Planted, text: Text): string {
  const parts = Object.entries(size).map(([name, value]) => {
    if (typeof value !== 'number') return `${name} ${JSON.stringify(value)}`;
    if (shares.has(name)) return `${name} ${text.format.percent(value)}`;
    return name === 'ms' ? text.format.duration(value) : `${name} ${text.format.named(name, value)}`;
  });
  return parts.length === 0 ? text.t('value.yes') : parts.join(', ');
}

/** The share, and the piece of work it means where one scenario is touched. */
function onsetOf({ kind, onset, touches }: Planted, result: Result, text: Text): string {
  if (onset === 0) return text.t('planted.start');
  const share = text.format.percent(onset);
  if (timed.has(kind)) return text.t('planted.from.time', { share });
  const touched = new Set(touches.map((metric) => metric.split('.')[0]));
  const counts = result.scenarios.filter(({ id, samples }) => touched.has(id) && samples > 0);
  const [only] = counts;
  if (only === undefined || counts.length > 1) return text.t('planted.from.work', { share });
  const total = text.format.number(only.samples, 0);
  return text.t('planted.from.count', {
    share,
    n: text.format.number(Math.ceil(onset * only.samples), 0),
    total,
  });
}
