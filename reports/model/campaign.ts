import type { Result } from '../../harness/schema/result.ts';
import { campaignRate } from '../charts/campaign-rate.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block, cell, column, figureCell, lead, note, numeric, type Table } from './blocks.ts';
import { measured, metric, number, series, shown } from './read.ts';

const waves = ['slow', 'fast'] as const;

/** Rows of the table: metric, and the side on which it is worse. */
const rows = [
  ['sends', 'up'],
  ['received', 'down'],
  ['late', 'up'],
  ['lost', 'up'],
  ['early', 'up'],
  ['duplicated', 'up'],
  ['wrong', 'up'],
  ['late_ratio', 'up'],
  ['sustained_per_min', 'down'],
  ['lateness.p50', 'up'],
  ['lateness.p99', 'up'],
  ['lateness.max', 'up'],
  ['numbers', 'up'],
  ['vendor_sent', 'up'],
  ['vendor_failed', 'up'],
] as const;

/** A10: so many notices, queued at once; what is later than three hours had cost the sale. */
const noticesOfA10 = 100_000;
const minutesOfA10 = 180;

/** Scheduled sends: on time, late, lost, at two rates. */
export function campaignBlocks(result: Result, text: Text): Block[] {
  if (!measured(result, 'campaign')) return [absent(text.t('absent.campaign'))];
  const ratio = metric(result, 'campaign.fast.late_ratio');
  const sends = number(result, 'campaign.fast.sends');
  const windows = series(result, 'campaign-fast.windows');
  const lateMs = result.deadlines?.pushLateMs;
  return [
    ...(ratio === null || sends === null
      ? []
      : [lead(text.t('campaign.lead', { x: text.format.percent(ratio.value), sends }))]),
    table(result, text),
    ...(lateMs === undefined
      ? []
      : [note(text.t('campaign.late.meaning', { x: text.format.duration(lateMs) }))]),
    note(text.t('campaign.vendor.meaning')),
    windows === null ? note(text.t('absent.series')) : campaignRate(windows, text),
    ...blackFriday(result, text),
  ];
}

function table(result: Result, text: Text): Table {
  const caption = text.t('campaign.caption');
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [column(text.t('ledger.row')), ...waves.map((wave) => numeric(text.t(`campaign.${wave}`)))],
    rows: rows.map(([name, bad]) => [
      cell(text.t(`campaign.${name}`)),
      ...waves.map((wave) =>
        figureCell(
          shown(
            result,
            text,
            `campaign.${wave}.${name}`,
            text.t(name.startsWith('lateness.') ? 'value.few' : 'value.none'),
            bad,
          ),
        ),
      ),
    ]),
  };
}

/** What the sustained rate means for the article's Black Friday; arithmetic, never judged. */
function blackFriday(result: Result, text: Text): Block[] {
  const rate = number(result, 'campaign.fast.sustained_per_min');
  if (rate === null || rate <= 0) return [];
  const share = Math.max(0, 1 - (minutesOfA10 * rate) / noticesOfA10);
  return [
    note(
      text.t('campaign.a10', {
        n: noticesOfA10,
        x: text.format.duration((noticesOfA10 / rate) * 60_000),
        rate,
        share: text.format.percent(share),
      }),
    ),
  ];
}
