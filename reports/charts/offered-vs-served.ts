import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block } from '../model/blocks.ts';
import { largest, present, series } from '../model/read.ts';
import { figure } from './figure.ts';
import { endLabels, frame, plot, xAxis, yAxis } from './frame.ts';
import { first, perPoint, sum, worst } from './merge-windows.ts';
import { paint } from './paint.ts';
import { linear, ticks, timeTicks } from './scale.ts';
import { drawing, el, path } from './svg.ts';

const id = 'offered-vs-served';

/** Asks planned and answered per second; the grey between them is work waiting or lost. */
export function offeredVsServed(result: Result, text: Text): Block {
  const windows = series(result, 'rush.windows');
  if (windows === null || present(windows.values('planned')).length === 0)
    return absent(text.t('absent.series'));
  const size = perPoint(windows.length);
  const seconds = (windows.windowMs * size) / 1000;
  const t = first(windows.values('t'), size);
  const planned = sum(windows.values('planned'), size);
  const sent = sum(windows.values('injected'), size);
  const answered = sum(windows.values('answered'), size);
  const open = worst(windows.values('open'), size);
  const rates = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : value / seconds));
  const spanMs = largest(present(t)) + windows.windowMs * size;
  const top = largest([1, ...present(rates(planned)), ...present(rates(answered))]);
  const steps = ticks(0, top * 1.08, 5);
  const x = linear([0, spanMs], [plot.x0, plot.x1]);
  const y = linear([0, Math.max(top * 1.08, steps.at(-1) ?? 1)], [plot.y1, plot.y0]);
  const hours = spanMs >= 7_200_000;
  const line = (values: readonly (number | null)[]) =>
    rates(values).map((value, i): [number, number] | null => {
      const at = t[i];
      return value === null || at == null ? null : [x(at), y(value)];
    });
  const planLine = line(planned);
  const answerLine = line(answered);
  const ends = (points: readonly ([number, number] | null)[]) =>
    points.filter((p) => p !== null).at(-1)?.[1] ?? plot.y1;
  const whole = !planLine.includes(null) && !answerLine.includes(null);
  const title = text.t(`chart.${id}.title`);
  const total = (values: readonly (number | null)[]) => present(values).reduce((a, b) => a + b, 0);
  const desc = text.t(`chart.${id}.desc`, { planned: total(planned), answered: total(answered) });
  const rate = (value: number) => text.format.value(value, 'per-second', 'down');
  const count = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.number(value);
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`, { w: text.format.duration(windows.windowMs * size) }),
    svg: drawing(id, frame, title, desc, [
      ...yAxis(steps, y, rate),
      ...xAxis(timeTicks(spanMs), x, (tick) => text.format.clock(tick, hours), text.t('chart.time')),
      ...(whole
        ? [el('path', { ...paint.gap, d: `${path([...planLine, ...answerLine.toReversed()])}Z` })]
        : []),
      el('path', { ...paint.line2, d: path(answerLine) }),
      el('path', { ...paint.line1, 'stroke-dasharray': '6 3', d: path(planLine) }),
      ...endLabels([
        { y: ends(planLine), words: text.t('load.short.planned'), class: 't1', fill: '#023db9' },
        { y: ends(answerLine), words: text.t('load.short.answered'), class: 't2', fill: '#027a63' },
      ]),
    ]),
    columns: (['time', 'planned', 'sent', 'answered', 'open'] as const).map((name) =>
      text.t(`chart.col.${name}`),
    ),
    rows: t.map((at, i) => [
      at === null ? text.t('value.na') : text.format.clock(at, hours),
      count(planned[i]),
      count(sent[i]),
      count(answered[i]),
      count(open[i]),
    ]),
  });
}
