import { expect, test } from 'vitest';
import { createText } from '../../../reports/locales/translate.ts';
import type { Block } from '../../../reports/model/blocks.ts';
import { campaignBlocks } from '../../../reports/model/campaign.ts';
import { orderBlocks } from '../../../reports/model/orders.ts';
import { standardResult } from '../support/sample-result.ts';
import { emptyResult } from '../support/sample-variants.ts';

const text = createText('en');
const words = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) => ('text' in block ? [block.text] : []))
    .join('\n')
    // Numbers and their units are held together by a no-break space.
    .replaceAll('\u00a0', ' ');

test('campaigns: the lead counts late and lost, the note does the arithmetic of Black Friday', () => {
  const base = standardResult();
  const blocks = campaignBlocks({ ...base, deadlines: { ...base.deadlines, pushLateMs: 10_000 } }, text);
  // 3 of 5,000; 100,000 at 5,000 a minute take 20 minutes, none of them later than three hours.
  expect(words(blocks)).toContain('0.06 % of 5,000 messages at the fast rate came late or never.');
  expect(words(blocks)).toContain('Late: more than 10 s after');
  expect(words(blocks)).toContain('100,000 notices queued at once would take 20 min; 0 % of them');
  const table = blocks.find((block) => block.kind === 'table');
  expect(table?.kind === 'table' && table.rows.map((row) => row.map((own) => own.text)).slice(0, 4)).toEqual([
    ['Due', '75', '5,000'],
    ['Arrived', '75', '5,000'],
    ['Late', '0', '3'],
    ['Never came', '0', '0'],
  ]);
});

test('a slow vendor’s Black Friday: what 472 a minute leaves for after three hours (A10: 15 %)', () => {
  const base = standardResult();
  const rate = base.metrics['campaign.fast.sustained_per_min'];
  if (rate === undefined) throw new Error('no rate');
  const metrics = { ...base.metrics, 'campaign.fast.sustained_per_min': { ...rate, value: 472 } };
  expect(words(campaignBlocks({ ...base, metrics }, text))).toContain('15.04 % of them would come later');
});

test('orders: held and first failing rate, real or rehearsed, reasons of failures', () => {
  const blocks = orderBlocks(standardResult(), text);
  expect(words(blocks)).toContain(
    '170 of 172 orders were placed as ordered. Every order was placed up to 3,600 an hour.',
  );
  expect(words(blocks)).toContain('First failures at 14,400 orders an hour.');
  expect(words(blocks)).toContain('real rates');
  const last = blocks.at(-1);
  expect(last?.kind === 'table' && last.rows[0]?.map((own) => own.text)).toEqual([
    'no answer within the deadline',
    '2',
  ]);

  const base = standardResult();
  const scenarios = base.scenarios.map((own) => (own.id === 'orders' ? { ...own, timeScale: 60 } : own));
  expect(words(orderBlocks({ ...base, scenarios }, text))).toContain(
    'Rehearsal: an hour was played 60 times faster',
  );
});

test('without figures both sections say so', () => {
  expect(campaignBlocks(emptyResult(), text)).toEqual([
    { kind: 'absent', text: 'Campaigns were not tested in this run.' },
  ]);
  expect(orderBlocks(emptyResult(), text)).toEqual([
    { kind: 'absent', text: 'Orders were not tested in this run.' },
  ]);
});
