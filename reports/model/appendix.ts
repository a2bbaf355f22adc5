import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, column, figureCell, monoCell, numeric, text as paragraph } from './blocks.ts';

/** Every metric under its own name: also those that no section knows. */
export function appendixBlocks(result: Result, text: Text): Block[] {
  const names = Object.keys(result.metrics).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (names.length === 0) return [paragraph(text.t('appendix.none'))];
  const caption = text.t('appendix.caption');
  const na = text.t('value.na');
  return [
    {
      kind: 'details',
      summary: caption,
      table: {
        kind: 'table',
        caption,
        region: caption,
        columns: [
          column(text.t('appendix.metric')),
          numeric(text.t('appendix.value')),
          numeric(text.t('appendix.interval')),
          numeric(text.t('appendix.n')),
        ],
        rows: names.map((name) => {
          const found = result.metrics[name];
          if (found === undefined) return [monoCell(name)];
          const side = (value: number | null, bad: 'up' | 'down'): string =>
            value === null ? na : text.format.value(value, found.unit, bad);
          const interval =
            found.low === null && found.high === null
              ? na
              : text.t('value.interval', { low: side(found.low, 'down'), high: side(found.high, 'up') });
          return [
            monoCell(name),
            figureCell(found.value === null ? text.t('value.few') : side(found.value, 'up')),
            figureCell(interval),
            figureCell(text.format.number(found.n)),
          ];
        }),
      },
    },
  ];
}
