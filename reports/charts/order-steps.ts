import type { Text } from '../locales/translate.ts';
import { absent, type Block } from '../model/blocks.ts';
import { type Columns, largest, present } from '../model/read.ts';
import { figure } from './figure.ts';
import { endLabels, frame, plot, xAxis, yAxis } from './frame.ts';
import { paint } from './paint.ts';
import { linear, ticks } from './scale.ts';
import { drawing, el, path } from './svg.ts';

const id = 'order-steps';

/** Time of an order at each step of the ladder; a cross over steps with failed orders. */
export function orderSteps(steps: Columns, text: Text): Block {
  const rate = steps.values('rate');
  const [p50, max, failed] = (['p50', 'max', 'failed'] as const).map((name) => steps.values(name));
  if (p50 === undefined || max === undefined || present(max).length === 0)
    return absent(text.t('absent.series'));
  const places = rate.map((_, i) => i + 1);
  const top = largest(present(max)) * 1.15;
  const grid = ticks(0, top, 5);
  const x = linear([0.5, rate.length + 0.5], [plot.x0, plot.x1]);
  const y = linear([0, Math.max(top, grid.at(-1) ?? 1)], [plot.y1, plot.y0]);
  const line = (values: readonly (number | null)[]) =>
    values.map((value, i): [number, number] | null => (value === null ? null : [x(i + 1), y(value)]));
  const dots = (values: readonly (number | null)[], look: typeof paint.line1 | typeof paint.line2) =>
    line(values).flatMap((point) =>
      point === null
        ? []
        : [el('circle', { ...look, class: `${look.class} dot`, cx: point[0], cy: point[1], r: 4 })],
    );
  const crosses = (failed ?? []).flatMap((count, i) =>
    count === null || count === 0
      ? []
      : [
          el('path', {
            ...paint.cross,
            d: `M${(x(i + 1) - 5).toFixed(1)} ${plot.y0 - 1}l10 10m0 -10l-10 10`,
          }),
        ],
  );
  const end = (values: readonly (number | null)[]) => y(present(values).at(-1) ?? 0);
  const ms = (value: number | null | undefined) =>
    value == null ? text.t('value.few') : text.format.duration(value);
  const count = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.number(value);
  const title = text.t(`chart.${id}.title`);
  const desc = text.t(`chart.${id}.desc`, { first: ms(present(max)[0]), last: ms(present(max).at(-1)) });
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`),
    svg: drawing(id, frame, title, desc, [
      ...yAxis(grid, y, (tick) => text.format.duration(tick)),
      ...xAxis(places, x, (place) => count(rate[place - 1]), text.t('orders.rate')),
      el('path', { ...paint.line2, d: path(line(p50)) }),
      el('path', { ...paint.line1, d: path(line(max)) }),
      ...dots(p50, paint.line2),
      ...dots(max, paint.line1),
      ...crosses,
      ...endLabels([
        { y: end(max), words: text.t('latency.max'), class: 't1', fill: '#023db9' },
        { y: end(p50), words: 'p50', class: 't2', fill: '#027a63' },
      ]),
    ]),
    columns: [
      text.t('orders.rate'),
      text.t('orders.planned'),
      text.t('orders.placed'),
      text.t('orders.failed'),
      'p50',
      'p95',
      text.t('latency.max'),
    ],
    rows: rate.map((value, i) => [
      count(value),
      count(steps.values('planned')[i]),
      count(steps.values('placed')[i]),
      count(failed?.[i]),
      ms(p50[i]),
      ms(steps.values('p95')[i]),
      ms(max[i]),
    ]),
  });
}
