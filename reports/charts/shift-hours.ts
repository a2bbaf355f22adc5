import type { Text } from '../locales/translate.ts';
import { absent, type Block } from '../model/blocks.ts';
import { type Columns, largest, present } from '../model/read.ts';
import { figure } from './figure.ts';
import { endLabels, frame, plot, xAxis, yAxis } from './frame.ts';
import { paint } from './paint.ts';
import { linear, ticks } from './scale.ts';
import { drawing, el, path } from './svg.ts';

const id = 'shift-hours';

/** p50 and p95 of every hour from zero; a cross over hours with system errors. */
export function shiftHours(hours: Columns, text: Text): Block {
  const hour = hours.values('hour').map((value, i) => value ?? i + 1);
  const [n, p50, p95, errors] = (['n', 'p50', 'p95', 'errors'] as const).map((name) => hours.values(name));
  const slow = present(p95 ?? []);
  if (slow.length === 0) return absent(text.t('absent.series'));
  const top = largest(slow) * 1.15;
  const steps = ticks(0, top, 5);
  const x = linear([(hour[0] ?? 1) - 0.5, (hour.at(-1) ?? 1) + 0.5], [plot.x0, plot.x1]);
  const y = linear([0, Math.max(top, steps.at(-1) ?? 1)], [plot.y1, plot.y0]);
  const ms = (value: number | null | undefined) =>
    value == null ? text.t('value.few') : text.format.duration(value);
  const line = (values: readonly (number | null)[] = []) =>
    values.map((value, i): [number, number] | null => (value === null ? null : [x(hour[i] ?? i), y(value)]));
  const dots = (
    values: readonly (number | null)[] | undefined,
    look: typeof paint.line1 | typeof paint.line2,
  ) =>
    line(values).flatMap((point) =>
      point === null
        ? []
        : [el('circle', { ...look, class: `${look.class} dot`, cx: point[0], cy: point[1], r: 4 })],
    );
  const crosses = (errors ?? []).flatMap((count, i) => {
    if (count === null || count === 0) return [];
    const cx = x(hour[i] ?? i);
    const cy = plot.y0 + 4;
    return [el('path', { ...paint.cross, d: `M${(cx - 5).toFixed(1)} ${cy - 5}l10 10m0 -10l-10 10` })];
  });
  const title = text.t(`chart.${id}.title`);
  const end = (values: readonly (number | null)[] | undefined) => y(present(values ?? []).at(-1) ?? 0);
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`),
    svg: drawing(
      id,
      frame,
      title,
      text.t(`chart.${id}.desc`, { first: ms(slow[0]), last: ms(slow.at(-1)) }),
      [
        ...yAxis(steps, y, (tick) => text.format.duration(tick)),
        ...xAxis(hour, x, (tick) => text.format.number(tick, 0), text.t(`chart.${id}.axis`)),
        el('path', { ...paint.line2, d: path(line(p50)) }),
        el('path', { ...paint.line1, d: path(line(p95)) }),
        ...dots(p50, paint.line2),
        ...dots(p95, paint.line1),
        ...crosses,
        ...endLabels([
          { y: end(p95), words: 'p95', class: 't1', fill: '#023db9' },
          { y: end(p50), words: 'p50', class: 't2', fill: '#027a63' },
        ]),
      ],
    ),
    columns: [text.t('shift.hour'), text.t('shift.n'), 'p50', 'p95', text.t('shift.errors')],
    rows: hour.map((h, i) => [
      text.format.number(h, 0),
      n?.[i] == null ? text.t('value.na') : text.format.number(n[i]),
      ms(p50?.[i]),
      ms(p95?.[i]),
      errors?.[i] == null ? text.t('value.na') : text.format.number(errors[i]),
    ]),
  });
}
