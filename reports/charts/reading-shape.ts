import type { Reading } from '../../harness/schema/result.ts';
import { readingColour } from './paint.ts';
import { el, type Svg } from './svg.ts';

/** The shape of a reading around (x, y): filled circle, half circle, cross in square, ring with ?, dashed ring. */
export function readingShape(reading: Reading, x: number, y: number, radius: number): Svg {
  const colour = readingColour[reading];
  const stroke = { class: `rs r-${reading}`, stroke: colour, 'stroke-width': radius / 4, fill: 'none' };
  const filled = { class: `rf r-${reading}`, fill: colour };
  const inner = radius * 0.88;
  switch (reading) {
    case 'meets':
      return el('circle', { cx: x, cy: y, r: radius, ...filled });
    case 'meets-narrowly':
      return el(
        'g',
        {},
        el('circle', { cx: x, cy: y, r: inner, ...stroke }),
        el('path', { d: `M${x} ${y - inner}a${inner} ${inner} 0 0 0 0 ${2 * inner}z`, ...filled }),
      );
    case 'does-not-meet': {
      const arm = radius * 0.45;
      return el(
        'g',
        {},
        el('rect', {
          x: x - radius,
          y: y - radius,
          width: 2 * radius,
          height: 2 * radius,
          rx: radius / 5,
          ...filled,
        }),
        el('path', {
          class: 'rk',
          d: `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}M${x - arm} ${y + arm}l${2 * arm} ${-2 * arm}`,
          stroke: '#fff',
          'stroke-width': radius / 3.5,
          fill: 'none',
        }),
      );
    }
    case 'not-proven': {
      // A question mark drawn as strokes: no font decides its look.
      const s = radius / 8;
      return el(
        'g',
        {},
        el('circle', { cx: x, cy: y, r: inner, ...stroke }),
        el('path', {
          ...stroke,
          'stroke-width': radius / 4.5,
          d: `M${x - 2.2 * s} ${y - 1.6 * s}a${2.3 * s} ${2.3 * s} 0 1 1 ${3.4 * s} ${2 * s}q${-1.2 * s} ${0.7 * s} ${-1.2 * s} ${1.9 * s}`,
        }),
        el('circle', { cx: x, cy: y + 4.2 * s, r: 0.95 * s, ...filled }),
      );
    }
    case 'not-tested':
      return el('circle', {
        cx: x,
        cy: y,
        r: inner,
        ...stroke,
        'stroke-dasharray': `${radius / 2.2} ${radius / 2.6}`,
      });
  }
}

/** The shape alone as an inline icon; decoration, since its word stands beside it. */
export function readingIcon(reading: Reading): Svg {
  return el(
    'svg',
    { class: 'icon', viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': 'true', focusable: 'false' },
    readingShape(reading, 10, 10, 8),
  );
}
