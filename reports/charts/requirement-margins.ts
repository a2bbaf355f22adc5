import type { RequirementResult, Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import type { Figure } from '../model/blocks.ts';
import { figure } from './figure.ts';
import { paint } from './paint.ts';
import { readingShape } from './reading-shape.ts';
import { linear } from './scale.ts';
import { drawing, el, label, type Svg } from './svg.ts';

const id = 'requirement-margins';
const width = 720;
const x0 = 292;
const x1 = 696;
const rowHeight = 34;
const top = 14;
/** Columns of a title line left of the plot. */
const titleColumns = 42;

/** Distance of every judged requirement from its target; null when none has a margin. */
export function requirementMargins(result: Result, text: Text): Figure | null {
  const judged = result.requirements.filter((requirement) => requirement.reading !== 'not-tested');
  if (!judged.some((requirement) => requirement.margin !== null)) return null;
  const height = top + judged.length * rowHeight + 40;
  const x = linear([-1, 1], [x0, x1]);
  const title = text.t(`chart.${id}.title`);
  const margin = (requirement: RequirementResult): string =>
    requirement.margin === null ? text.t(`chart.${id}.census`) : text.format.margin(requirement.margin);
  const desc = judged
    .map((requirement) =>
      text.t(`chart.${id}.desc`, { r: requirement.title[text.locale], m: margin(requirement) }),
    )
    .join(' ');
  const bottom = top + judged.length * rowHeight;
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`),
    svg: drawing(id, { width, height }, title, desc, [
      ...[-1, -0.5, 0, 0.5, 1].flatMap((tick) => [
        el('path', { ...(tick === 0 ? paint.marker : paint.grid), d: `M${x(tick)} ${top - 6}V${bottom}` }),
        label(x(tick), bottom + 18, text.format.margin(tick), { anchor: 'middle' }),
      ]),
      ...judged.flatMap((requirement, i) =>
        row(requirement, top + i * rowHeight + rowHeight / 2, x, margin(requirement), text),
      ),
    ]),
    columns: [text.t('req.requirement'), text.t('req.margin')],
    rows: judged.map((requirement) => [requirement.title[text.locale], margin(requirement)]),
  });
}

function row(
  requirement: RequirementResult,
  y: number,
  x: (value: number) => number,
  words: string,
  text: Text,
): Svg[] {
  const lines = twoLines(requirement.title[text.locale]);
  const name = lines.map((line, i) =>
    label(x0 - 14, y + 4 + (i - (lines.length - 1) / 2) * 13, line, { anchor: 'end', size: 11.5 }),
  );
  if (requirement.margin === null) {
    return [...name, readingShape(requirement.reading, x(0), y, 7), label(x(0) + 16, y + 4, words)];
  }
  const inside = Math.max(-1, Math.min(1, requirement.margin));
  const parts = [...name, ...whisker(requirement, y, x), readingShape(requirement.reading, x(inside), y, 7)];
  if (inside === requirement.margin) return parts;
  const tip = inside < 0 ? -1 : 1;
  const at = x(inside) + tip * 11;
  return [
    ...parts,
    el('path', { ...paint.marker, d: `M${at - tip * 2} ${y - 4}l${tip * 5} 4l${-tip * 5} 4` }),
  ];
}

/** The interval on the margin's scale: a linear map of the interval, no judgement. */
function whisker(requirement: RequirementResult, y: number, x: (value: number) => number): Svg[] {
  const { interval, target, comparison, unit } = requirement;
  // A ratio that must reach its target is measured in shortfall, as the margin in the result is.
  const whole = comparison === '>=' && unit === 'ratio' ? 1 - target : Math.abs(target);
  if (interval === null || whole === 0) return [];
  const sign = comparison === '<=' ? 1 : -1;
  const at = (value: number | null): number | null =>
    value === null ? null : Math.max(-1, Math.min(1, (sign * (target - value)) / whole));
  const [from, to] = [at(interval.low), at(interval.high)];
  if (from === null || to === null) return [];
  return [
    el('path', {
      ...paint.marker,
      d: `M${x(from).toFixed(1)} ${y}H${x(to).toFixed(1)}M${x(from).toFixed(1)} ${y - 4}v8M${x(to).toFixed(1)} ${y - 4}v8`,
    }),
  ];
}

/** Splits a title into at most two lines of the space left of the plot; Han and Hangul take two columns. */
function twoLines(title: string): string[] {
  const lines: string[] = [''];
  const pieces = title.match(/[\u2e80-\u9fff\uff00-\uff60]|[^\s\u2e80-\u9fff\uff00-\uff60]+|\s+/g) ?? [];
  for (const piece of pieces) {
    const line = lines.at(-1) ?? '';
    if (columns(line + piece) <= titleColumns || line === '') lines[lines.length - 1] = line + piece;
    else lines.push(piece.trimStart());
  }
  const [first = '', ...rest] = lines.map((line) => line.trim());
  if (rest.length === 0) return [first];
  const second = rest.join(' ');
  if (columns(second) <= titleColumns) return [first, second];
  const kept = [...second].slice(0, Math.floor((titleColumns / columns(second)) * [...second].length) - 1);
  return [first, `${kept.join('').trimEnd()}…`];
}

const wide = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/;
const columns = (text: string): number =>
  [...text].reduce((sum, char) => sum + (wide.test(char) ? 1.9 : 1), 0);
