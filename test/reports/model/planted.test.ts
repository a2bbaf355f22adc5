import { expect, test } from 'vitest';
import type { Result } from '../../../harness/schema/result.ts';
import { createText } from '../../../reports/locales/translate.ts';
import { plantedBlocks } from '../../../reports/model/planted.ts';
import { verdictModel } from '../../../reports/model/verdict.ts';
import { standardResult } from '../support/sample-result.ts';

const text = createText('en');
type Planted = NonNullable<Result['vendor']['planted']>;

function rowsOf(planted: Planted): string[][] {
  const base = standardResult();
  const [table] = plantedBlocks({ ...base, vendor: { ...base.vendor, planted } }, text);
  if (table?.kind !== 'table') throw new Error('no table');
  return table.rows.map((row) => row.map((own) => own.text.replaceAll('\u00a0', ' ')));
}

test('a planted weakness in absolute figures beside those of the article', () => {
  const rows = rowsOf([
    {
      kind: 'fail-after',
      at: 'upload',
      size: { status: 503 },
      onset: 0.7,
      touches: ['media'],
      article: 'A54: HTTP 503 after upload 700 of 1,000',
    },
    { kind: 'delay', at: 'send', size: { ms: 150 }, onset: 0, touches: [], article: null },
    {
      kind: 'drift',
      at: 'send',
      size: { fromMs: 1200, toMs: 8500, within: 0.25 },
      onset: 0.1,
      touches: ['rush.response'],
      article: null,
    },
    { kind: 'first-of-batch', at: 'inside', size: {}, onset: 0, touches: ['rush', 'media'], article: null },
  ]);
  expect(rows).toEqual([
    [
      'fail-after',
      'status 503',
      'after 70 % of the planned work: 700 of 1,000',
      'media',
      'A54: HTTP 503 after upload 700 of 1,000',
    ],
    ['delay', '150 ms', 'at once', 'any figure', text.t('value.na')],
    [
      'drift',
      'fromMs 1.2 s, toMs 8.5 s, within 25 %',
      'after 10 % of the planned time',
      'rush.response',
      text.t('value.na'),
    ],
    ['first-of-batch', 'yes', 'at once', 'rush, media', text.t('value.na')],
  ]);
});

test('the verdict says that weaknesses were planted; a plain vendor’s report says nothing of them', () => {
  const base = standardResult();
  expect(plantedBlocks(base, text)).toEqual([]);
  const planted: Planted = [
    { kind: 'drop', at: 'send', size: { every: 20 }, onset: 0, touches: [], article: null },
  ];
  const { notes } = verdictModel({ ...base, vendor: { ...base.vendor, planted } }, text);
  expect(notes[0]).toBe('Weaknesses planted in this vendor on purpose: 1. They are listed under “Method”.');
});
