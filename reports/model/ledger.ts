import type { Result } from '../../harness/schema/result.ts';
import { ledgerFlow } from '../charts/ledger-flow.ts';
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
import { measured, metric, number, shown } from './read.ts';

const entries = ['planned', 'dropped', 'sent', 'answered', 'late', 'lost', 'undelivered', 'unknown'] as const;
const outside = [
  'duplicated',
  'extra_answers',
  'wrong',
  'holding',
  'unexpected',
  'reordered',
  'fifo',
  'not_reached',
] as const;
/** Shown even when the result does not carry them: their absence is news. */
const always: ReadonlySet<string> = new Set(['duplicated', 'wrong', 'holding', 'unexpected', 'reordered']);
export type LedgerCounts = Readonly<Record<(typeof entries)[number], number>>;

/** The eight counts of the ledger identity, or null when one is missing. */
export function ledgerCounts(result: Result): LedgerCounts | null {
  const values = entries.map((name) => [name, number(result, `rush.${name}`)] as const);
  if (values.some(([, value]) => value === null)) return null;
  return Object.fromEntries(values) as unknown as LedgerCounts;
}

/** Where every message went; the identity of design §4.3 is written out and checked in the open. */
export function ledgerBlocks(result: Result, text: Text): Block[] {
  if (!measured(result, 'rush')) return [absent(text.t('absent.rush'))];
  const counts = ledgerCounts(result);
  const blocks: Block[] = [lead(lossSentence(result, text)), ledgerTable(result, text)];
  blocks.push(paragraph(counts === null ? text.t('ledger.partial') : reconciliation(counts, text)));
  if (counts !== null) blocks.push(ledgerFlow(counts, text));
  blocks.push(outsideTable(result, text));
  if (measured(result, 'rush.sends'))
    blocks.push(sendsTable(result, text), note(text.t('ledger.sends.note')));
  return blocks;
}

function lossSentence(result: Result, text: Text): string {
  const ratio = metric(result, 'rush.loss_ratio');
  const counts = ledgerCounts(result);
  if (ratio === null || counts === null) return text.t('ledger.partial');
  const { sent, lost, undelivered } = counts;
  if (lost + undelivered === 0 && ratio.high !== null) {
    return text.t('ledger.loss.zero', { sent, high: text.format.percent(ratio.high) });
  }
  return text.t('ledger.loss', { x: text.format.percent(ratio.value), lost, undelivered, sent });
}

/** The sums are arithmetic on the record, not a judgement: whoever reads the table can redo them. */
function reconciliation(counts: LedgerCounts, text: Text): string {
  const plan = text.t('ledger.sum.plan', counts);
  const sum = text.t('ledger.sum.sent', counts);
  const { planned, dropped, sent, answered, late, lost, undelivered, unknown } = counts;
  const adds = planned === dropped + sent && sent === answered + late + lost + undelivered + unknown;
  return text.t(adds ? 'ledger.reconciles' : 'ledger.gap', { plan, sum });
}

function ledgerTable(result: Result, text: Text): Table {
  const sent = number(result, 'rush.sent');
  const caption = text.t('ledger.caption');
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [
      column(text.t('ledger.row')),
      numeric(text.t('ledger.count')),
      numeric(text.t('ledger.share')),
      column(text.t('ledger.meaning')),
    ],
    rows: entries.map((name) => {
      const count = number(result, `rush.${name}`);
      const partOfSent =
        name !== 'planned' && name !== 'dropped' && sent !== null && sent > 0 && count !== null;
      const side = name === 'answered' ? 'down' : 'up';
      return [
        cell(text.t(`ledger.${name}`)),
        figureCell(count === null ? text.t('value.none') : text.format.number(count)),
        figureCell(partOfSent ? text.format.percent(count / sent, side) : text.t('value.na')),
        cell(text.t(`ledger.${name}.meaning`)),
      ];
    }),
  };
}

function outsideTable(result: Result, text: Text): Table {
  const caption = text.t('ledger.outside');
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [column(text.t('ledger.row')), numeric(text.t('ledger.count'))],
    rows: outside
      .filter((name) => always.has(name) || metric(result, `rush.${name}`) !== null)
      .map((name) => [
        cell(text.t(`ledger.${name}`)),
        figureCell(shown(result, text, `rush.${name}`, text.t('value.none'))),
      ]),
  };
}

function sendsTable(result: Result, text: Text): Table {
  const caption = text.t('ledger.sends');
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [column(text.t('ledger.row')), numeric(text.t('ledger.count'))],
    rows: (['due', 'attempted', 'accepted', 'rejected', 'accepted_ratio'] as const)
      .filter((name) => name !== 'rejected' || metric(result, 'rush.sends.rejected') !== null)
      .map((name) => [
        cell(text.t(`ledger.sends.${name}`)),
        figureCell(shown(result, text, `rush.sends.${name}`, text.t('value.none'), 'down')),
      ]),
  };
}
