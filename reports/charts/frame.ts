import type { Text } from '../locales/translate.ts';
import { paint } from './paint.ts';
import type { Scale } from './scale.ts';
import { el, label, type Svg } from './svg.ts';

/** Size and margins shared by all charts, in SVG units. */
export const frame = { width: 720, height: 270, left: 66, right: 92, top: 22, bottom: 40 } as const;
export const plot = {
  x0: frame.left,
  x1: frame.width - frame.right,
  y0: frame.top,
  y1: frame.height - frame.bottom,
} as const;

/** Horizontal grid lines with their labels. */
export function yAxis(ticks: readonly number[], y: Scale, name: (tick: number) => string): Svg[] {
  return ticks.flatMap((tick) => [
    el('path', { ...paint.grid, d: `M${plot.x0} ${y(tick).toFixed(1)}H${plot.x1}` }),
    label(plot.x0 - 8, y(tick) + 4, name(tick), { anchor: 'end' }),
  ]);
}

/** Base line with ticks below it, and the axis' title. */
export function xAxis(
  ticks: readonly number[],
  x: Scale,
  name: (tick: number) => string,
  title: string,
): Svg[] {
  return [
    el('path', { ...paint.axis, d: `M${plot.x0} ${plot.y1}H${plot.x1}` }),
    ...ticks.flatMap((tick) => [
      el('path', { ...paint.axis, d: `M${x(tick).toFixed(1)} ${plot.y1}v4` }),
      label(x(tick), plot.y1 + 17, name(tick), { anchor: 'middle' }),
    ]),
    label((plot.x0 + plot.x1) / 2, plot.y1 + 34, title, { anchor: 'middle', class: 'ct cm2' }),
  ];
}

/** A labelled dashed line at the target; labels sit above it at the right. */
export function targetLine(y: number, words: string): Svg[] {
  if (y < plot.y0 || y > plot.y1) return [];
  return [
    el('path', { ...paint.target, d: `M${plot.x0} ${y.toFixed(1)}H${plot.x1}` }),
    label(plot.x1 - 4, y - 5, words, { anchor: 'end', class: 'ct cx2', fill: '#15151d' }),
  ];
}

/** Direct labels right of the plot, pushed apart so that they never overlap. */
export function endLabels(
  items: readonly { y: number; words: string; class: string; fill: string }[],
): Svg[] {
  const sorted = [...items].sort((a, b) => a.y - b.y);
  let floor = plot.y0 - 4;
  return sorted.map((item) => {
    const y = Math.max(item.y + 4, floor + 14);
    floor = y;
    return label(plot.x1 + 8, y, item.words, { class: `ct ${item.class}`, fill: item.fill, weight: 600 });
  });
}

/** "log scale" in the corner of a log axis. */
export const logTag = (text: Text): Svg => label(plot.x0 + 2, plot.y0 - 8, text.t('chart.log'));
