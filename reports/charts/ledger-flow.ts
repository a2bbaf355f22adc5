import type { Text } from '../locales/translate.ts';
import type { Figure } from '../model/blocks.ts';
import type { LedgerCounts } from '../model/ledger.ts';
import { figure } from './figure.ts';
import { drawing, el, label, type Svg } from './svg.ts';

const id = 'ledger-flow';
const size = { width: 720, height: 190 } as const;
const barHeight = 30;
const left = 8;
const right = size.width - 8;
/** A count of one among 50,000 still shows: bars are widened to this. */
const sliver = 4;

const outcomes = ['answered', 'late', 'lost', 'undelivered', 'unknown'] as const;
const colours: Readonly<Record<string, { class: string; fill: string }>> = {
  answered: { class: 'f1', fill: '#023db9' },
  late: { class: 'f5', fill: '#806014' },
  lost: { class: 'f6', fill: '#6b0716' },
  undelivered: { class: 'fu', fill: '#e256fd' },
  unknown: { class: 'fg2', fill: '#8a93a1' },
  sent: { class: 'f2', fill: '#02a484' },
  dropped: { class: 'fg2', fill: '#8a93a1' },
};

interface Part {
  readonly name: 'sent' | 'dropped' | (typeof outcomes)[number];
  readonly count: number;
}

/** Two bars of one length: the plan split into sent and dropped, and what was sent by how it ended. */
export function ledgerFlow(counts: LedgerCounts, text: Text): Figure {
  const title = text.t(`chart.${id}.title`);
  const of = (names: readonly Part['name'][]): Part[] => names.map((name) => ({ name, count: counts[name] }));
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`),
    svg: drawing(id, size, title, text.t(`chart.${id}.desc`, counts), [
      ...bar(
        of(['sent', 'dropped']),
        24,
        `${text.t('ledger.planned')} ${text.format.number(counts.planned)}`,
        text,
      ),
      ...bar(of(outcomes), 108, `${text.t('ledger.sent')} ${text.format.number(counts.sent)}`, text),
    ]),
    columns: [text.t('ledger.row'), text.t('ledger.count')],
    rows: of(['sent', 'dropped', ...outcomes]).map(({ name, count }) => [
      text.t(`ledger.${name}`),
      text.format.number(count),
    ]),
  });
}

function bar(parts: readonly Part[], top: number, heading: string, text: Text): Svg[] {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const shown = parts.filter((part) => part.count > 0);
  const width = right - left;
  const natural = shown.map((part) => Math.max(sliver, (part.count / Math.max(1, total)) * width));
  const excess = natural.reduce((a, b) => a + b, 0) - width;
  const widest = natural.indexOf(Math.max(...natural));
  let x = left;
  const rects = shown.map((part, i) => {
    const w = Math.max(sliver, (natural[i] ?? sliver) - (i === widest ? excess : 0));
    const rect = el('rect', {
      ...colours[part.name],
      x,
      y: top,
      width: Math.max(1, w - 1),
      height: barHeight,
    });
    x += w;
    return rect;
  });
  return [
    label(left, top - 8, heading, { weight: 600, size: 13 }),
    ...rects,
    ...key(parts, top + barHeight + 20, text),
  ];
}

/** Names and exact counts under the bar, zeros included: a zero is the news. */
function key(parts: readonly Part[], y: number, text: Text): Svg[] {
  const step = (right - left) / Math.max(parts.length, 2);
  return parts.flatMap((part, i) => [
    el('rect', { ...colours[part.name], x: left + i * step, y: y - 10, width: 11, height: 11 }),
    label(left + i * step + 16, y, `${text.t(`ledger.${part.name}`)} ${text.format.number(part.count)}`),
  ]);
}
