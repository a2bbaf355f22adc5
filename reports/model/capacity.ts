import type { Result } from '../../harness/schema/result.ts';
import { capacityPoints } from '../charts/capacity-points.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, cell, column, figureCell, lead, note, numeric, type Table } from './blocks.ts';
import { metric, number } from './read.ts';

/** Capacity: ideal, sustained and collapse beside the claim, and every point. Only in a result of a search. */
export function capacityBlocks(result: Result, text: Text): Block[] {
  const points = metric(result, 'capacity.points');
  if (points === null) return [];
  return [
    lead(leadSentence(result, text)),
    states(result, text),
    ...capacityPoints(result, text),
    note(text.t('capacity.note')),
  ];
}

const coLocated = (result: Result): boolean => number(result, 'capacity.co_located') === 1;

function leadSentence(result: Result, text: Text): string {
  const sustained = metric(result, 'capacity.sustained.rate');
  const claim = number(result, 'capacity.claim.rate');
  const x = sustained === null ? null : perSec(sustained.value, text);
  const first = x === null ? text.t('capacity.lead.none') : text.t('capacity.lead', { x });
  const parts = [first];
  if (claim !== null) parts.push(text.t('capacity.lead.claim', { x: perSec(claim, text) }));
  if (coLocated(result)) parts.push(text.t('capacity.co-located'));
  return text.sentences(parts);
}

const perSec = (value: number, text: Text): string => text.format.value(value, 'per-second', 'down');

function states(result: Result, text: Text): Table {
  const caption = text.t('capacity.states');
  const na = text.t('value.na');
  const rows = (['ideal', 'sustained', 'collapse'] as const).map((name) => {
    const rate = metric(result, `capacity.${name}.rate`);
    const unproven = name === 'collapse' && rate !== null && coLocated(result);
    return [
      cell(text.t(`capacity.state.${name}`), text.t(`capacity.means.${name}`)),
      figureCell(
        rate === null ? na : perSec(rate.value, text),
        unproven ? text.t('capacity.unproven') : undefined,
      ),
      figureCell(rate === null ? na : interval(rate.low, rate.high, text)),
    ];
  });
  const claim = number(result, 'capacity.claim.rate');
  if (claim !== null)
    rows.push([cell(text.t('capacity.state.claim')), figureCell(perSec(claim, text)), figureCell(na)]);
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [
      column(text.t('capacity.state')),
      numeric(text.t('capacity.rate')),
      numeric(text.t('capacity.bracket')),
    ],
    rows,
  };
}

function interval(low: number | null, high: number | null, text: Text): string {
  if (low === null && high === null) return text.t('value.na');
  if (high === null) return text.t('capacity.at-least', { x: perSec(low ?? 0, text) });
  if (low === null) return text.t('capacity.at-most', { x: perSec(high, text) });
  return text.t('capacity.from-to', { low: perSec(low, text), high: perSec(high, text) });
}
