import type { Result, Trial } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import type { Figure } from '../model/blocks.ts';
import { largest, present, series } from '../model/read.ts';
import { figure } from './figure.ts';
import { plot } from './frame.ts';
import { paint } from './paint.ts';
import { linear, type Scale, ticks } from './scale.ts';
import { drawing, el, label, path, type Svg } from './svg.ts';

const id = 'failover-timeline';
const size = { width: 720, height: 310 } as const;
const laneTop = 46;
const laneHeight = 62;
const laneGap = 12;
const lanes = ['planned', 'answered', 'open'] as const;
/** Seconds shown before the kill, and at least this long after it. */
const beforeMs = 5000;
const afterMs = 10_000;

interface Lane {
  readonly name: (typeof lanes)[number];
  readonly values: readonly (number | null)[];
}

/** The worst trial around its kill, or null when the result has no series for it. */
export function failoverTimeline(result: Result, text: Text): Figure | null {
  const trial = slowest(result.trials);
  if (trial === null) return null;
  const windows = series(result, `${trial.plan}.windows`);
  const fault = result.faults.find((candidate) => candidate.series === `${trial.plan}.windows`);
  if (windows === null || fault === undefined) return null;
  const last = Math.max(afterMs, (trial.recoveryMs ?? 0) + 5000, (trial.drainedMs ?? 0) + 5000);
  const kept = windows
    .values('t')
    .map((t, i) => ({ i, at: t === null ? Number.NaN : t - fault.startMs }))
    .filter(({ at }) => at >= -beforeMs && at <= last);
  if (kept.length === 0) return null;
  const perSecond = 1000 / windows.windowMs;
  const data = lanes.map((name): Lane => {
    const values = windows.values(name);
    const factor = name === 'open' ? 1 : perSecond;
    return { name, values: kept.map(({ i }) => (values[i] == null ? null : values[i] * factor)) };
  });
  const times = kept.map(({ at }) => at);
  const x = linear([-beforeMs, Math.max(last, largest(times) + windows.windowMs)], [plot.x0 + 30, plot.x1]);
  const words = marks(trial, text);
  const title = text.t(`chart.${id}.title`);
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`, { n: trial.trial }),
    svg: drawing(id, size, title, text.t(`chart.${id}.desc`, words), [
      ...data.flatMap((lane, i) =>
        drawLane(lane, times, windows.windowMs, x, laneTop + i * (laneHeight + laneGap), text),
      ),
      ...axis(x, last, text),
      ...markers(trial, x, text),
    ]),
    columns: [text.t('chart.col.time'), ...lanes.map((name) => text.t(`chart.${id}.${name}`))],
    rows: times.map((at, i) => [
      `${at > 0 ? '+' : ''}${text.format.duration(at)}`,
      ...data.map(({ values }) =>
        values[i] == null ? text.t('value.na') : text.format.number(values[i], 1),
      ),
    ]),
  });
}

/** A trial that never recovered is slower than any that did. */
function slowest(trials: readonly Trial[]): Trial | null {
  return trials.reduce<Trial | null>((worst, trial) => {
    if (worst === null) return trial;
    return (trial.recoveryMs ?? Infinity) > (worst.recoveryMs ?? Infinity) ? trial : worst;
  }, null);
}

function marks(trial: Trial, text: Text) {
  const ms = (value: number | null, missing: string) =>
    value === null ? missing : text.format.duration(value);
  return {
    detect: ms(trial.detectMs, text.t('failover.none-observed')),
    recovery: ms(trial.recoveryMs, text.t('failover.not-recovered')),
    drained: ms(trial.drainedMs, text.t('value.na')),
  };
}

function drawLane(
  lane: Lane,
  times: readonly number[],
  windowMs: number,
  x: Scale,
  top: number,
  text: Text,
): Svg[] {
  const bottom = top + laneHeight;
  const peak = largest([1, ...present(lane.values)]);
  const y = linear([0, peak], [bottom, top + 8]);
  const outline: ([number, number] | null)[] = times.flatMap((at, i) => {
    const value = lane.values[i];
    if (value == null) return [null];
    return [
      [x(at), y(value)],
      [x(at + windowMs), y(value)],
    ] as [number, number][];
  });
  const known = outline.filter((point) => point !== null);
  const from = known[0]?.[0] ?? plot.x0;
  const to = known.at(-1)?.[0] ?? plot.x0;
  const look = lane.name === 'planned' ? paint.line1 : lane.name === 'answered' ? paint.line2 : paint.line3;
  const shade = outline.includes(null)
    ? []
    : [
        el('path', {
          class: look.class.replace('s', 'a'),
          fill: look.stroke,
          'fill-opacity': 0.14,
          d: `${path(known)}L${to.toFixed(1)} ${bottom}L${from.toFixed(1)} ${bottom}Z`,
        }),
      ];
  return [
    el('path', { ...paint.axis, d: `M${plot.x0 + 30} ${bottom}H${plot.x1}` }),
    ...shade,
    el('path', { ...look, d: path(outline) }),
    label(plot.x0 + 22, top + 12, text.format.number(peak, 0), { anchor: 'end' }),
    label(plot.x0 + 22, bottom, '0', { anchor: 'end' }),
    label(plot.x1 + 8, (top + bottom) / 2 + 4, text.t(`chart.${id}.${lane.name}`), { weight: 600 }),
  ];
}

function axis(x: Scale, last: number, text: Text): Svg[] {
  const bottom = laneTop + 3 * laneHeight + 2 * laneGap;
  return [
    ...ticks(-beforeMs / 1000, last / 1000, 8).map((second) =>
      label(x(second * 1000), bottom + 17, text.format.number(second), {
        anchor: 'middle',
      }),
    ),
    label((plot.x0 + plot.x1) / 2, bottom + 36, text.t(`chart.${id}.axis`), { anchor: 'middle' }),
  ];
}

/** Vertical lines at kill, recovery and drained; labels take turns in two rows so near marks stay readable. */
function markers(trial: Trial, x: Scale, text: Text): Svg[] {
  const bottom = laneTop + 3 * laneHeight + 2 * laneGap;
  const found: { at: number; words: string }[] = [{ at: 0, words: text.t(`chart.${id}.kill`) }];
  if (trial.recoveryMs !== null) {
    found.push({
      at: trial.recoveryMs,
      words: text.t(`chart.${id}.recovery`, { x: text.format.duration(trial.recoveryMs) }),
    });
  }
  if (trial.drainedMs !== null) {
    found.push({
      at: trial.drainedMs,
      words: text.t(`chart.${id}.drained`, { x: text.format.duration(trial.drainedMs) }),
    });
  }
  return found.flatMap(({ at, words }, i) => {
    const y = 12 + 13 * i;
    return [
      el('path', { ...(i === 0 ? paint.cross : paint.target), d: `M${x(at).toFixed(1)} ${y - 8}V${bottom}` }),
      label(x(at) + 5, y + 1, words, { class: 'ct cx2', fill: '#15151d', weight: i === 0 ? 700 : undefined }),
    ];
  });
}
