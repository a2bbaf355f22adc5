import type { Text } from '../locales/translate.ts';
import { type Cell, cell, column, type Figure, figureCell, numeric, type Table } from '../model/blocks.ts';
import type { Svg } from './svg.ts';

/** A drawing with its words and the table that says the same. */
export function figure(
  text: Text,
  parts: {
    readonly id: string;
    readonly title: string;
    readonly subtitle: string;
    readonly svg: Svg;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  },
): Figure {
  const { id, title, subtitle, svg } = parts;
  const [head = '', ...rest] = parts.columns;
  const table: Table = {
    kind: 'table',
    caption: title,
    region: title,
    columns: [column(head), ...rest.map(numeric)],
    rows: parts.rows.map(([name = '', ...values]): Cell[] => [
      cell(name),
      ...values.map((v) => figureCell(v)),
    ]),
  };
  return { kind: 'figure', id, title, subtitle, svg, region: title, summary: text.t('page.data'), table };
}
