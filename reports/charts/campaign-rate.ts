import type { Text } from '../locales/translate.ts';
import { absent, type Block } from '../model/blocks.ts';
import { type Columns, largest, present } from '../model/read.ts';
import { figure } from './figure.ts';
import { endLabels, frame, plot, xAxis, yAxis } from './frame.ts';
import { first, perPoint, sum } from './merge-windows.ts';
import { paint } from './paint.ts';
import { linear, ticks, timeTicks } from './scale.ts';
import { drawing, el, path } from './svg.ts';

const id = 'campaign-rate';

/** Messages a minute that fell due and that arrived, window by window. */
export function campaignRate(windows: Columns, text: Text): Block {
  const size = perPoint(windows.length);
  const minutes = (windows.windowMs * size) / 60_000;
  const t = first(windows.values('t'), size);
  const [due, received, late] = (['due', 'received', 'late'] as const).map((name) =>
    sum(windows.values(name), size),
  );
  if (due === undefined || received === undefined || present(due).length === 0)
    return absent(text.t('absent.series'));
  const rates = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : value / minutes));
  const spanMs = largest(present(t)) + windows.windowMs * size;
  const top = largest([1, ...present(rates(due)), ...present(rates(received))]) * 1.08;
  const steps = ticks(0, top, 5);
  const x = linear([0, spanMs], [plot.x0, plot.x1]);
  const y = linear([0, Math.max(top, steps.at(-1) ?? 1)], [plot.y1, plot.y0]);
  const line = (values: readonly (number | null)[]) =>
    rates(values).map((value, i): [number, number] | null => {
      const at = t[i];
      return value === null || at == null ? null : [x(at), y(value)];
    });
  const dueLine = line(due);
  const receivedLine = line(received);
  const end = (points: readonly ([number, number] | null)[]) =>
    points.filter((point) => point !== null).at(-1)?.[1] ?? plot.y1;
  const total = (values: readonly (number | null)[]) => present(values).reduce((a, b) => a + b, 0);
  const count = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.number(value);
  const title = text.t(`chart.${id}.title`);
  const desc = text.t(`chart.${id}.desc`, { due: total(due), received: total(received) });
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`, { w: text.format.duration(windows.windowMs * size) }),
    svg: drawing(id, frame, title, desc, [
      ...yAxis(steps, y, (tick) => text.format.number(tick, 0)),
      ...xAxis(timeTicks(spanMs), x, (tick) => text.format.clock(tick, false), text.t('chart.time')),
      el('path', { ...paint.line2, d: path(receivedLine) }),
      el('path', { ...paint.line1, 'stroke-dasharray': '6 3', d: path(dueLine) }),
      ...endLabels([
        { y: end(dueLine), words: text.t('campaign.short.due'), class: 't1', fill: '#023db9' },
        { y: end(receivedLine), words: text.t('campaign.short.received'), class: 't2', fill: '#027a63' },
      ]),
    ]),
    columns: [
      text.t('chart.col.time'),
      text.t('campaign.due'),
      text.t('campaign.received'),
      text.t('campaign.late'),
    ],
    rows: t.map((at, i) => [
      at === null ? text.t('value.na') : text.format.clock(at, false),
      count(due[i]),
      count(received[i]),
      count(late?.[i]),
    ]),
  });
}
