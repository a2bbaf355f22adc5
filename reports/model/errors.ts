import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, cell, column, figureCell, numeric, text as paragraph } from './blocks.ts';
import { duration } from './failover.ts';

/** Most rows shown; the rest stays in result.json. */
const shownRows = 40;

/** Error classes by count. */
export function errorBlocks(result: Result, text: Text): Block[] {
  if (result.errors.length === 0) return [paragraph(text.t('errors.none'))];
  const caption = text.t('errors.caption');
  const sorted = [...result.errors].sort((a, b) => b.count - a.count).slice(0, shownRows);
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [
        column(text.t('errors.class')),
        numeric(text.t('errors.count')),
        column(text.t('errors.origin')),
        column(text.t('errors.scenario')),
        numeric(text.t('errors.first')),
        numeric(text.t('errors.last')),
      ],
      rows: sorted.map((error) => [
        errorCell(error.class, text),
        figureCell(text.format.number(error.count)),
        cell(text.t(`origin.${error.origin}`)),
        cell(text.word('scenario', error.scenario) ?? error.scenario),
        figureCell(duration(error.firstMs, text, text.t('value.na'))),
        figureCell(duration(error.lastMs, text, text.t('value.na'))),
      ]),
    },
  ];
}

function errorCell(name: string, text: Text) {
  const known = text.word('error', name);
  return known === null ? { text: name, mono: true } : cell(known, name);
}
