import type { Text } from '../locales/translate.ts';
import type { Figure } from '../model/blocks.ts';
import { largest, present } from '../model/read.ts';
import { figure } from './figure.ts';
import { endLabels, frame, plot, targetLine, xAxis, yAxis } from './frame.ts';
import { paint } from './paint.ts';
import { linear, ticks } from './scale.ts';
import { drawing, el, path } from './svg.ts';

const id = 'search-stores';

export interface StoreRow {
  readonly messages: number;
  readonly queries: number;
  readonly failed: number | null;
  readonly wrong: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly loadMs: number | null;
}

/** p50 and p95 of the same searches in every store, smallest first; null when nothing was fast enough to be measured. */
export function searchStores(stores: readonly StoreRow[], goalMs: number | null, text: Text): Figure | null {
  const known = present(stores.flatMap(({ p50, p95 }) => [p50, p95]));
  if (known.length === 0) return null;
  const top = largest(known) * 1.2;
  // A target far above the lines would flatten them: it is told in the table of requirements.
  const goal = goalMs !== null && goalMs <= top * 3 ? goalMs : null;
  const high = Math.max(top, (goal ?? 0) * 1.1);
  const steps = ticks(0, high, 5);
  const x = linear([-0.5, stores.length - 0.5], [plot.x0, plot.x1]);
  const y = linear([0, Math.max(high, steps.at(-1) ?? 1)], [plot.y1, plot.y0]);
  const ms = (value: number | null): string =>
    value === null ? text.t('value.few') : text.format.duration(value);
  const points = (values: readonly (number | null)[]) =>
    values.map((value, i): [number, number] | null => (value === null ? null : [x(i), y(value)]));
  const dots = (values: readonly (number | null)[], look: typeof paint.line1 | typeof paint.line2) =>
    points(values).flatMap((point) =>
      point === null
        ? []
        : [el('circle', { ...look, class: `${look.class} dot`, cx: point[0], cy: point[1], r: 4 })],
    );
  const p50 = stores.map((store) => store.p50);
  const p95 = stores.map((store) => store.p95);
  const ends = (
    [
      ['p95', p95, 't1', '#023db9'],
      ['p50', p50, 't2', '#027a63'],
    ] as const
  ).flatMap(([words, values, cls, fill]) => {
    const last = values.at(-1);
    return last == null ? [] : [{ y: y(last), words, class: cls, fill }];
  });
  const title = text.t(`chart.${id}.title`);
  const slow = p95.some((value) => value !== null) ? p95 : p50;
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`),
    svg: drawing(
      id,
      frame,
      title,
      text.t(`chart.${id}.desc`, { first: ms(slow[0] ?? null), last: ms(slow.at(-1) ?? null) }),
      [
        ...yAxis(steps, y, (tick) => text.format.duration(tick)),
        ...xAxis(
          stores.map((_, i) => i),
          x,
          (i) => text.format.number(stores[i]?.messages ?? 0, 0),
          text.t(`chart.${id}.axis`),
        ),
        ...(goal === null
          ? []
          : targetLine(y(goal), text.t('chart.target', { t: text.format.duration(goal) }))),
        el('path', { ...paint.line2, d: path(points(p50)) }),
        el('path', { ...paint.line1, d: path(points(p95)) }),
        ...dots(p50, paint.line2),
        ...dots(p95, paint.line1),
        ...endLabels(ends),
      ],
    ),
    columns: [
      text.t('search.messages'),
      text.t('search.queries'),
      'p50',
      'p95',
      'p99',
      text.t('search.errors'),
      text.t('search.wrong'),
      text.t('search.load'),
    ],
    rows: stores.map((store) => [
      text.format.number(store.messages),
      text.format.number(store.queries),
      ms(store.p50),
      ms(store.p95),
      ms(store.p99),
      store.failed === null ? text.t('value.na') : text.format.number(store.failed),
      store.wrong === null ? text.t('value.na') : text.format.number(store.wrong),
      store.loadMs === null ? text.t('value.na') : text.format.duration(store.loadMs),
    ]),
  });
}
