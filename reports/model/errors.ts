import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import {
  type Block,
  type Cell,
  cell,
  column,
  figureCell,
  monoCell,
  numeric,
  text as paragraph,
} from './blocks.ts';
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

/** `upload-503` in words, the class itself below; a class of a newer result prints alone. */
function errorCell(name: string, text: Text): Cell {
  const whole = text.word('error', name);
  if (whole !== null) return cell(whole, name);
  const dash = name.indexOf('-');
  const prefix = name.slice(0, dash);
  if (dash < 1 || text.word('error', prefix) === null) return monoCell(name);
  return cell(text.code('error', prefix, { x: name.slice(dash + 1) }), name);
}
