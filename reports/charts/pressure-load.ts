import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import type { Figure } from '../model/blocks.ts';
import { largest, number, present, series } from '../model/read.ts';
import { figure } from './figure.ts';
import { endLabels, frame, plot, targetLine, xAxis, yAxis } from './frame.ts';
import { paint } from './paint.ts';
import { linear, timeTicks } from './scale.ts';
import { drawing, el, path } from './svg.ts';

const id = 'pressure-load';

/** Busy share of the vendor's cores second by second, and the burners' part of it: one figure a trial. */
export function pressureLoad(result: Result, text: Text): Figure[] {
  const ids = result.series
    .map((one) => one.id)
    .filter((name) => /^drill-cpu-pressure-\d+\.load$/.test(name));
  return ids.flatMap((name) => {
    const trial = Number(/-(\d+)\.load$/.exec(name)?.[1]);
    const drawn = draw(result, name, trial, text);
    return drawn === null ? [] : [drawn];
  });
}

function draw(result: Result, name: string, trial: number, text: Text): Figure | null {
  const load = series(result, name);
  if (load === null) return null;
  const t = load.values('t');
  const busy = load.values('busy');
  const burners = load.values('burners');
  const target = number(result, 'drill.cpu-pressure.load.target_ratio');
  const percent = (value: number | null | undefined) =>
    value == null ? text.t('value.na') : text.format.percent(value, 'down');
  const x = linear([0, Math.max(1000, largest(present(t)))], [plot.x0, plot.x1]);
  const y = linear([0, 1], [plot.y1, plot.y0]);
  const line = (values: readonly (number | null)[]) =>
    values.map((value, i): [number, number] | null => {
      const at = t[i];
      return value === null || at == null ? null : [x(at), y(value)];
    });
  const [busyLine, burnerLine] = [line(busy), line(burners)];
  const end = (points: readonly ([number, number] | null)[]) =>
    points.filter((point) => point !== null).at(-1)?.[1] ?? plot.y1;
  const title = text.t(`chart.${id}.title`);
  const words = text.t('chart.target', { t: percent(target) });
  return figure(text, {
    id: `${id}-${trial}`,
    title,
    subtitle: text.t(`chart.${id}.sub`, { n: trial }),
    svg: drawing(`${id}-${trial}`, frame, title, text.t(`chart.${id}.desc`, { t: percent(target) }), [
      ...yAxis([0, 0.25, 0.5, 0.75, 1], y, (tick) => text.format.percent(tick)),
      ...xAxis(
        timeTicks(largest(present(t))),
        x,
        (tick) => text.format.clock(tick, false),
        text.t('chart.time'),
      ),
      ...(target === null ? [] : targetLine(y(target), words)),
      el('path', { ...paint.line2, d: path(burnerLine) }),
      el('path', { ...paint.line1, d: path(busyLine) }),
      ...endLabels([
        { y: end(busyLine), words: text.t(`chart.${id}.busy`), class: 't1', fill: '#023db9' },
        { y: end(burnerLine), words: text.t(`chart.${id}.burners`), class: 't2', fill: '#027a63' },
      ]),
    ]),
    columns: [text.t('chart.col.time'), text.t(`chart.${id}.busy`), text.t(`chart.${id}.burners`)],
    rows: t.map((at, i) => [
      at === null ? text.t('value.na') : text.format.clock(at, false),
      percent(busy[i]),
      percent(burners[i]),
    ]),
  });
}
