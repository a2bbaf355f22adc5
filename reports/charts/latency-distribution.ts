import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block } from '../model/blocks.ts';
import { largest, number, smallest, steadyPrefix } from '../model/read.ts';
import { figure } from './figure.ts';
import { endLabels, frame, logTag, plot, yAxis } from './frame.ts';
import { paint } from './paint.ts';
import { linear, log, logTicks } from './scale.ts';
import { drawing, el, label, path, type Svg } from './svg.ts';

const id = 'latency-distribution';
const steps = [
  ['p50', 'p50', 0.5],
  ['p90', 'p90', 0.9],
  ['p99', 'p99', 0.99],
  ['p999', 'p99.9', 0.999],
  ['p9999', 'p99.99', 0.9999],
] as const;
const measures = [
  ['response', paint.line1, 't1', '#023db9'],
  ['service', { ...paint.line2, 'stroke-dasharray': '7 4' }, 't2', '#027a63'],
  ['lateness', paint.line3, 't3', '#a51bc2'],
] as const;

/** Percentiles by measure, tail stretched: each nine gets the same width. Dots are measured, lines guide the eye. */
export function latencyDistribution(result: Result, text: Text): Block {
  const prefix = steadyPrefix(result);
  const lines = measures.map(([name, stroke, klass, fill]) => ({
    name,
    stroke,
    class: klass,
    fill,
    points: steps.flatMap(([step, , p]) => {
      const value = number(result, `${prefix}.${name}.${step}`);
      return value === null ? [] : [{ p, value }];
    }),
  }));
  const drawn = lines.filter((line) => line.points.length > 0);
  const values = drawn.flatMap((line) => line.points.map((point) => point.value));
  const response = drawn.find((line) => line.name === 'response')?.points ?? [];
  if (values.length === 0) return absent(text.t('absent.series'));
  const used = steps.filter(([, , p]) => drawn.some((line) => line.points.some((point) => point.p === p)));
  const nines = (p: number): number => -Math.log10(1 - p);
  const x = linear(
    [nines(0.5), Math.max(nines(0.99), nines(used.at(-1)?.[2] ?? 0.99))],
    [plot.x0 + 12, plot.x1],
  );
  const axis = logTicks(smallest(values.filter((value) => value > 0)), largest(values));
  const y = log(axis.domain, [plot.y1, plot.y0]);
  const ms = (value: number) => text.format.duration(value);
  const title = text.t(`chart.${id}.title`);
  const desc = response
    .map(({ p, value }) => text.t(`chart.${id}.desc`, { p: text.format.percent(p), x: ms(value) }))
    .join(' ');
  const children: Svg[] = [
    ...yAxis(axis.ticks, y, ms),
    el('path', { ...paint.axis, d: `M${plot.x0} ${plot.y1}H${plot.x1}` }),
    ...used.flatMap(([, heading, p]) => [
      el('path', { ...paint.grid, d: `M${x(nines(p)).toFixed(1)} ${plot.y0}V${plot.y1}` }),
      label(x(nines(p)), plot.y1 + 17, heading, { anchor: 'middle' }),
    ]),
    logTag(text),
    ...drawn.flatMap((line) => {
      const at = line.points.map(({ p, value }): [number, number] => [x(nines(p)), y(value)]);
      return [
        el('path', { ...line.stroke, d: path(at) }),
        ...at.map(([cx, cy]) =>
          el('circle', {
            ...line.stroke,
            'stroke-dasharray': undefined,
            class: `${line.stroke.class} dot`,
            cx,
            cy,
            r: 3.5,
          }),
        ),
      ];
    }),
    ...endLabels(
      drawn.map((line) => ({
        y: y(line.points.at(-1)?.value ?? 1),
        words: text.t(`latency.short.${line.name}`),
        class: line.class,
        fill: line.fill,
      })),
    ),
  ];
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`),
    svg: drawing(id, frame, title, desc, children),
    columns: [text.t('chart.col.percentile'), ...drawn.map((line) => text.t(`latency.${line.name}`))],
    rows: used.map(([, heading, p]) => [
      heading,
      ...drawn.map((line) => {
        const found = line.points.find((point) => point.p === p);
        return found === undefined ? text.t('value.few') : ms(found.value);
      }),
    ]),
  });
}
