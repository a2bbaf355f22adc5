import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import type { Block } from '../model/blocks.ts';
import { capacityLoad } from '../model/capacity-load.ts';
import { type Columns, largest, metric, present, series } from '../model/read.ts';
import { figure } from './figure.ts';
import { frame, plot, xAxis, yAxis } from './frame.ts';
import { paint } from './paint.ts';
import { linear, type Scale, ticks } from './scale.ts';
import { drawing, el, label, path, type Svg } from './svg.ts';

const id = 'capacity-points';
const height = frame.height + 40;

/**
 * Answered against asks a second or agents, one mark a point; on the dashed line everything is kept up with. The scalability
 * law's curve where the result holds one: only between the loads played.
 */
export function capacityPoints(result: Result, text: Text): Block[] {
  const points = series(result, 'capacity.points');
  if (points === null) return [];
  const { ramp, figure: told } = capacityLoad(result, text);
  const agents = ramp === 'agents';
  const rate = points.values('rate');
  const load = agents ? points.values('agents') : rate;
  const served = points.values('served');
  const verdict = points.values('verdict');
  const curve = series(result, 'capacity.usl');
  const top = largest([1, ...present(rate), ...present(served)]) * 1.08;
  const end = agents ? largest([1, ...present(load)]) * 1.08 : top;
  const x = linear([0, end], [plot.x0, plot.x1]);
  const y = linear([0, top], [plot.y1, plot.y0]);
  // Asks a second of one unit of load: where the dashed line ends.
  const slope = largest(present(rate)) / Math.max(1e-9, largest(present(load)));
  const perSec = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.value(value, 'per-second', 'down');
  const sustained = metric(result, `capacity.sustained.${ramp}`);
  const title = text.t(`chart.${id}.title`);
  const percent = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.percent(value, 'down');
  const ms = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.duration(value);
  const marks = load.flatMap((value, i) => {
    const at = served[i];
    return value === null || at == null ? [] : [mark(x(value), y(at), verdict[i] ?? 2)];
  });
  return [
    figure(text, {
      id,
      title,
      subtitle: text.t(agents ? `chart.${id}.sub.agents` : `chart.${id}.sub`),
      svg: drawing(
        id,
        { width: frame.width, height },
        title,
        text.t(`chart.${id}.desc`, {
          n: points.length,
          x: sustained === null ? text.t('value.na') : told(sustained.value),
        }),
        [
          ...yAxis(ticks(0, top, 6), y, perSec),
          ...xAxis(
            ticks(0, end, 6),
            x,
            (tick) => text.format.number(tick),
            text.t(agents ? `chart.${id}.axis.agents` : `chart.${id}.axis`),
          ),
          el('path', { ...paint.target, d: `M${x(0)} ${y(0)}L${x(end)} ${y(end * slope)}` }),
          ...(sustained === null ? [] : bracket(x(sustained.value), x(sustained.high ?? sustained.value))),
          ...(curve === null ? [] : lawCurve(curve, x, y)),
          ...marks,
          ...legend(text, curve !== null),
        ],
      ),
      columns: (
        [
          'point',
          ...(agents ? (['agents', 'at-work', 'failed'] as const) : []),
          ...(['rate', 'served', 'answered', 'p50', 'p99', 'loss', 'growth', 'verdict'] as const),
        ] as const
      ).map((name) => text.t(`capacity.col.${name}`)),
      rows: rate.map((value, i) => [
        text.format.number(points.values('point')[i] ?? i + 1),
        ...(agents ? ['agents', 'at_work', 'failed'].map((name) => count(points.values(name)[i], text)) : []),
        perSec(value),
        perSec(served[i]),
        percent(points.values('answered')[i]),
        ms(points.values('p50')[i]),
        ms(points.values('p99')[i]),
        percentUp(points.values('loss')[i], text),
        percentUp(points.values('growth')[i], text),
        verdictWord(verdict[i], points.values('collapsed')[i], text),
      ]),
    }),
  ];
}

const count = (value: number | null | undefined, text: Text): string =>
  value == null ? text.t('value.na') : text.format.number(value);

const percentUp = (value: number | null | undefined, text: Text): string =>
  value == null ? text.t('value.na') : text.format.percent(value);

const kinds = ['bad', 'good', 'limit'] as const;

function verdictWord(
  verdict: number | null | undefined,
  collapsed: number | null | undefined,
  text: Text,
): string {
  const word = text.t(`capacity.verdict.${kinds[verdict ?? 2] ?? 'limit'}`);
  return collapsed === 1 ? text.t('capacity.verdict.collapsed', { word }) : word;
}

/** Filled circle = good, cross = bad, hollow square = not judged: the shape says it without the colour. */
function mark(cx: number, cy: number, verdict: number): Svg {
  if (verdict === 1) return el('circle', { ...paint.fill1, cx, cy, r: 5 });
  const d = 4.5;
  if (verdict === 0)
    return el('path', {
      ...paint.cross,
      d: `M${cx - d} ${cy - d}L${cx + d} ${cy + d}M${cx - d} ${cy + d}L${cx + d} ${cy - d}`,
    });
  return el('path', { ...paint.marker, d: `M${cx - d} ${cy - d}h${2 * d}v${2 * d}h${-2 * d}Z` });
}

/** Grey band from the last rate held to the first that never was. */
function bracket(from: number, to: number): Svg[] {
  return [
    el('path', {
      ...paint.band,
      d: `M${from} ${plot.y0}H${Math.max(to, from + 1.5)}V${plot.y1}H${from}Z`,
    }),
  ];
}

/** The fitted law between the lowest and the highest load played. */
function lawCurve(curve: Columns, x: Scale, y: Scale): Svg[] {
  const throughput = curve.values('throughput');
  const line = curve.values('load').flatMap((load, i) => {
    const at = throughput[i];
    return load === null || at == null ? [] : [[x(load), y(at)] as const];
  });
  return [el('path', { ...paint.line2, d: path(line) })];
}

function legend(text: Text, withCurve: boolean): Svg[] {
  const y = frame.height + 22;
  const step = withCurve ? 130 : 190;
  const place = (i: number) => plot.x0 + 10 + i * step;
  const marks = ([1, 0, 2] as const).flatMap((verdict, i) => [
    mark(place(i), y, verdict),
    label(place(i) + 14, y + 4, text.t(`capacity.verdict.${kinds[verdict]}`)),
  ]);
  if (!withCurve) return marks;
  const at = place(kinds.length);
  return [
    ...marks,
    el('path', { ...paint.line2, d: `M${at - 8} ${y}h16` }),
    label(at + 14, y + 4, text.t(`chart.${id}.curve`)),
  ];
}
