import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import type { Block } from '../model/blocks.ts';
import { largest, metric, present, series } from '../model/read.ts';
import { figure } from './figure.ts';
import { frame, plot, xAxis, yAxis } from './frame.ts';
import { paint } from './paint.ts';
import { linear, ticks } from './scale.ts';
import { drawing, el, label, type Svg } from './svg.ts';

const id = 'capacity-points';
const height = frame.height + 40;

/** Answered against asked for, one mark a point; on the dashed diagonal everything is kept up with. */
export function capacityPoints(result: Result, text: Text): Block[] {
  const points = series(result, 'capacity.points');
  if (points === null) return [];
  const rate = points.values('rate');
  const served = points.values('served');
  const verdict = points.values('verdict');
  const top = largest([1, ...present(rate), ...present(served)]) * 1.08;
  const steps = ticks(0, top, 6);
  const x = linear([0, top], [plot.x0, plot.x1]);
  const y = linear([0, top], [plot.y1, plot.y0]);
  const perSec = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.value(value, 'per-second', 'down');
  const sustained = metric(result, 'capacity.sustained.rate');
  const title = text.t(`chart.${id}.title`);
  const percent = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.percent(value, 'down');
  const ms = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.duration(value);
  const marks = rate.flatMap((value, i) => {
    const at = served[i];
    return value === null || at == null ? [] : [mark(x(value), y(at), verdict[i] ?? 2)];
  });
  return [
    figure(text, {
      id,
      title,
      subtitle: text.t(`chart.${id}.sub`),
      svg: drawing(
        id,
        { width: frame.width, height },
        title,
        text.t(`chart.${id}.desc`, { n: points.length, x: perSec(sustained?.value) }),
        [
          ...yAxis(steps, y, perSec),
          ...xAxis(steps, x, (tick) => text.format.number(tick), text.t(`chart.${id}.axis`)),
          el('path', { ...paint.target, d: `M${x(0)} ${y(0)}L${x(top)} ${y(top)}` }),
          ...(sustained === null ? [] : bracket(x(sustained.value), x(sustained.high ?? sustained.value))),
          ...marks,
          ...legend(text),
        ],
      ),
      columns: (
        ['point', 'rate', 'served', 'answered', 'p50', 'p99', 'loss', 'growth', 'verdict'] as const
      ).map((name) => text.t(`capacity.col.${name}`)),
      rows: rate.map((value, i) => [
        text.format.number(points.values('point')[i] ?? i + 1),
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

function legend(text: Text): Svg[] {
  const y = frame.height + 22;
  return ([1, 0, 2] as const).flatMap((verdict, i) => {
    const x = plot.x0 + 10 + i * 190;
    const name = kinds[verdict];
    return [mark(x, y, verdict), label(x + 14, y + 4, text.t(`capacity.verdict.${name}`))];
  });
}
