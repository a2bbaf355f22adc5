import type { Result } from '../../harness/schema/result.ts';
import { capacityPoints } from '../charts/capacity-points.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, cell, column, figureCell, lead, note, numeric, type Table } from './blocks.ts';
import { capacityCurve } from './capacity-curve.ts';
import { interval } from './capacity-interval.ts';
import { type CapacityLoad, capacityLoad } from './capacity-load.ts';
import { metric, number } from './read.ts';

/** Capacity: ideal, sustained and collapse beside the claim, every point, and the curve. Only in a result of a search. */
export function capacityBlocks(result: Result, text: Text): Block[] {
  const points = metric(result, 'capacity.points');
  if (points === null) return [];
  const load = capacityLoad(result, text);
  const agents = load.ramp === 'agents' ? [note(text.t('capacity.note.agents'))] : [];
  return [
    lead(leadSentence(result, text, load)),
    states(result, text, load),
    ...capacityPoints(result, text),
    note(text.t('capacity.note')),
    ...agents,
    ...capacityCurve(result, text, load),
  ];
}

const coLocated = (result: Result): boolean => number(result, 'capacity.co_located') === 1;

function leadSentence(result: Result, text: Text, { ramp, told }: CapacityLoad): string {
  const sustained = metric(result, `capacity.sustained.${ramp}`);
  const claim = number(result, `capacity.claim.${ramp}`);
  const x = sustained === null ? null : told(sustained.value);
  const first = x === null ? text.t('capacity.lead.none') : text.t('capacity.lead', { x });
  const parts = [first];
  if (claim !== null) parts.push(text.t('capacity.lead.claim', { x: told(claim) }));
  if (coLocated(result)) parts.push(text.t('capacity.co-located'));
  return text.sentences(parts);
}

function states(result: Result, text: Text, { ramp, figure }: CapacityLoad): Table {
  const caption = text.t('capacity.states');
  const na = text.t('value.na');
  const rows = (['ideal', 'sustained', 'collapse'] as const).map((name) => {
    const load = metric(result, `capacity.${name}.${ramp}`);
    const unproven = name === 'collapse' && load !== null && coLocated(result);
    const agents = name === 'ideal' && ramp === 'agents';
    return [
      cell(
        text.t(`capacity.state.${name}`),
        text.t(agents ? 'capacity.means.ideal.agents' : `capacity.means.${name}`),
      ),
      figureCell(load === null ? na : figure(load.value), unproven ? text.t('capacity.unproven') : undefined),
      figureCell(load === null ? na : interval(load.low, load.high, figure, text)),
    ];
  });
  const claim = number(result, `capacity.claim.${ramp}`);
  if (claim !== null)
    rows.push([cell(text.t('capacity.state.claim')), figureCell(figure(claim)), figureCell(na)]);
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [
      column(text.t('capacity.state')),
      numeric(text.t(ramp === 'agents' ? 'capacity.agents' : 'capacity.rate')),
      numeric(text.t('capacity.bracket')),
    ],
    rows,
  };
}
