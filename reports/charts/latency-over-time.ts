import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block } from '../model/blocks.ts';
import { faultName } from '../model/fault-name.ts';
import { type Columns, largest, present, series, smallest } from '../model/read.ts';
import { figure } from './figure.ts';
import { endLabels, frame, logTag, plot, targetLine, xAxis, yAxis } from './frame.ts';
import { first, perPoint, worst } from './merge-windows.ts';
import { paint } from './paint.ts';
import { linear, log, logTicks, type Scale, timeTicks } from './scale.ts';
import { drawing, el, label, path, type Svg } from './svg.ts';

const id = 'latency-over-time';

/** p50 and p99 of every window, on a log axis, with the target and a band per fault. */
export function latencyOverTime(result: Result, text: Text): Block {
  const windows = series(result, 'rush.windows');
  const slowest = windows !== null && present(windows.values('p99')).length === 0 ? 'max' : 'p99';
  const p99s = windows === null ? [] : present(windows.values(slowest));
  const p50s = windows === null ? [] : present(windows.values('p50'));
  if (windows === null || p99s.length === 0 || p50s.length === 0) return absent(text.t('absent.series'));
  const size = perPoint(windows.length);
  const points = {
    t: first(windows.values('t'), size),
    p50: worst(windows.values('p50'), size),
    p99: worst(windows.values(slowest), size),
    max: worst(windows.values('max'), size),
  };
  const goal = result.requirements.find(({ metric }) => /^rush\.(steady\.)?response\.p99$/.test(metric));
  const spanMs = largest(present(points.t)) + windows.windowMs;
  const axis = logTicks(smallest(p50s), Math.max(largest(p99s), goal?.target ?? 0));
  const x = linear([0, spanMs], [plot.x0, plot.x1]);
  const y = log(axis.domain, [plot.y1, plot.y0]);
  const hours = spanMs >= 7_200_000;
  const ms = (value: number) => text.format.duration(value);
  const desc = [
    text.t(`chart.${id}.desc`, {
      low: ms(smallest(p99s)),
      high: ms(largest(p99s)),
      low50: ms(smallest(p50s)),
      high50: ms(largest(p50s)),
    }),
    ...faultsOf(result).map((fault) =>
      text.t(`chart.${id}.fault`, {
        fault: faultName(fault.kind, text),
        t: text.format.clock(fault.startMs, hours),
      }),
    ),
  ].join(' ');
  const title = text.t(`chart.${id}.title`);
  const children = [
    ...bands(result, text, x),
    ...yAxis(axis.ticks, y, ms),
    ...xAxis(timeTicks(spanMs), x, (tick) => text.format.clock(tick, hours), text.t('chart.time')),
    logTag(text),
    ...lines(points, x, y, slowest === 'max' ? text.t('latency.max') : 'p99'),
    ...(goal === undefined ? [] : targetLine(y(goal.target), text.t('chart.target', { t: ms(goal.target) }))),
  ];
  return figure(text, {
    id,
    title,
    subtitle: subtitle(windows, size, text),
    svg: drawing(id, frame, title, desc, children),
    columns: [
      text.t('chart.col.time'),
      'p50',
      ...(slowest === 'p99' ? ['p99'] : []),
      text.t('chart.col.slowest'),
    ],
    rows: points.t.map((t, i) => [
      t === null ? text.t('value.na') : text.format.clock(t, hours),
      ...[points.p50[i], ...(slowest === 'p99' ? [points.p99[i]] : []), points.max[i]].map((value) =>
        value == null ? text.t('value.na') : ms(value),
      ),
    ]),
  });
}

const faultsOf = (result: Result) => result.faults.filter((fault) => fault.series === 'rush.windows');

function subtitle(windows: Columns, size: number, text: Text): string {
  const base = text.t(`chart.${id}.sub`, { w: text.format.duration(windows.windowMs), n: windows.length });
  return size === 1 ? base : [base, text.t(`chart.${id}.merged`, { k: size })].join(text.t('headline.list'));
}

/** Faults stacked from the top, an unclosed one to the right edge. */
function bands(result: Result, text: Text, x: Scale): Svg[] {
  return faultsOf(result).flatMap((fault, i) => {
    const from = x(fault.startMs);
    const to = fault.endMs === null ? plot.x1 : x(fault.endMs);
    return [
      el('rect', {
        ...paint.band,
        x: from,
        y: plot.y0,
        width: Math.max(2, to - from),
        height: plot.y1 - plot.y0,
      }),
      el('path', { ...paint.marker, d: `M${from.toFixed(1)} ${plot.y0}V${plot.y1}` }),
      label(from + 4, plot.y0 + 12 + 14 * (i % 4), faultName(fault.kind, text), {
        class: 'ct cx2',
        fill: '#15151d',
      }),
    ];
  });
}

type Points = Readonly<Record<'t' | 'p50' | 'p99', readonly (number | null)[]>>;

function lines(points: Points, x: Scale, y: Scale, slowName: string): Svg[] {
  const of = (name: 'p50' | 'p99') =>
    points.t.map((t, i): [number, number] | null => {
      const value = points[name][i];
      return t === null || value == null ? null : [x(t), y(value)];
    });
  const slow = of('p99');
  const median = of('p50');
  const last = (line: readonly ([number, number] | null)[]) =>
    line.filter((p) => p !== null).at(-1)?.[1] ?? plot.y1;
  return [
    ...between(slow, median),
    el('path', { ...paint.line2, d: path(median) }),
    el('path', { ...paint.line1, d: path(slow) }),
    ...endLabels([
      { y: last(slow), words: slowName, class: 't1', fill: '#023db9' },
      { y: last(median), words: 'p50', class: 't2', fill: '#027a63' },
    ]),
  ];
}

/** Light area between the two lines, one polygon per unbroken stretch. */
function between(
  top: readonly ([number, number] | null)[],
  bottom: readonly ([number, number] | null)[],
): Svg[] {
  const stretches: number[][] = [[]];
  for (let i = 0; i < top.length; i++) {
    if (top[i] === null || bottom[i] === null) stretches.push([]);
    else stretches.at(-1)?.push(i);
  }
  return stretches
    .filter((stretch) => stretch.length > 1)
    .map((stretch) => {
      const edge = [
        ...stretch.map((i) => top[i] ?? null),
        ...stretch.toReversed().map((i) => bottom[i] ?? null),
      ];
      return el('path', { ...paint.between, d: `${path(edge)}Z` });
    });
}
