import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import type { Figure } from '../model/blocks.ts';
import { drillPrefix } from '../model/drill-prefix.ts';
import { largest, number } from '../model/read.ts';
import { figure } from './figure.ts';
import { paint } from './paint.ts';
import { linear, ticks } from './scale.ts';
import { drawing, el, label, type Svg } from './svg.ts';

const id = 'failover-trials';
const x0 = 30;
const x1 = 660;

/** One dot a trial on a line of seconds; the worst is labelled, the target dashed when it is near enough to draw. */
export function failoverTrials(result: Result, text: Text): Figure {
  const { trials } = result;
  const known = trials.flatMap((trial) => (trial.recoveryMs === null ? [] : [trial.recoveryMs]));
  const worst = known.length < trials.length ? null : largest(known);
  const goal = result.requirements.find(
    (requirement) => requirement.metric === `${drillPrefix(result)}.recovery.worst`,
  );
  const top = Math.max(1000, largest([0, ...known]) * 1.25);
  const span = goal !== undefined && goal.target <= top * 6 ? Math.max(top, goal.target * 1.1) : top;
  const x = linear([0, span], [x0, x1]);
  const ms = (value: number) => text.format.duration(value);
  const title = text.t(`chart.${id}.title`);
  const words = worst === null ? text.t('failover.not-recovered') : ms(worst);
  const spots = stack(trials.map((trial) => (trial.recoveryMs === null ? x1 + 24 : x(trial.recoveryMs))));
  const base = 44 + largest([1, ...spots.map((spot) => spot.level + 1)]) * 13;
  const size = { width: 720, height: base + 50 };
  const dots = spots.map(({ cx, level }, i) => {
    const look = trials[i]?.recoveryMs == null ? paint.cross : paint.fill1;
    return el('circle', { ...look, cx, cy: base - 8 - level * 13, r: 5.5 });
  });
  const median = number(result, `${drillPrefix(result)}.recovery.median`);
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`),
    svg: drawing(id, size, title, text.t(`chart.${id}.desc`, { n: trials.length, worst: words }), [
      el('path', { ...paint.axis, d: `M${x0} ${base}H${x1}` }),
      ...ticks(0, span, 7).flatMap((tick) => [
        el('path', { ...paint.axis, d: `M${x(tick).toFixed(1)} ${base}v4` }),
        label(x(tick), base + 18, ms(tick), { anchor: 'middle' }),
      ]),
      ...(goal === undefined || goal.target > span
        ? []
        : target(x(goal.target), base, text.t('chart.target', { t: ms(goal.target) }))),
      ...(median === null ? [] : bar(x(median), base, text.t(`chart.${id}.median`))),
      ...dots,
      ...(worst === null
        ? [label(x1 + 30, base + 38, words, { anchor: 'end', class: 'ct cx2', fill: '#15151d', weight: 600 })]
        : marker(x(worst), base, text.t(`chart.${id}.worst`, { x: ms(worst) }))),
    ]),
    columns: [text.t('failover.trial'), text.t('failover.recovery'), text.t('failover.drained')],
    rows: trials.map((trial) => [
      String(trial.trial),
      trial.recoveryMs === null ? text.t('failover.not-recovered') : ms(trial.recoveryMs),
      trial.drainedMs === null ? text.t('value.na') : ms(trial.drainedMs),
    ]),
  });
}

/** Dots of near values pile up instead of hiding each other. */
function stack(xs: readonly number[]): { cx: number; level: number }[] {
  const used = new Map<number, number>();
  return xs.map((cx) => {
    const slot = Math.round(cx / 13);
    const level = used.get(slot) ?? 0;
    used.set(slot, level + 1);
    return { cx, level };
  });
}

function bar(x: number, base: number, words: string): Svg[] {
  return [
    el('path', { ...paint.marker, d: `M${x.toFixed(1)} 30V${base}` }),
    label(x, 24, words, { anchor: 'middle', class: 'ct cx2', fill: '#15151d' }),
  ];
}

function target(x: number, base: number, words: string): Svg[] {
  return [
    el('path', { ...paint.target, d: `M${x.toFixed(1)} 4V${base}` }),
    label(x - 5, 12, words, { anchor: 'end', class: 'ct cx2', fill: '#15151d' }),
  ];
}

function marker(x: number, base: number, words: string): Svg[] {
  const anchor = x > (x0 + x1) / 2 ? 'end' : 'start';
  return [
    label(anchor === 'end' ? x + 6 : x - 6, base + 38, words, {
      anchor,
      class: 'ct cx2',
      fill: '#15151d',
      weight: 600,
    }),
  ];
}
