import type { Reading } from '../../harness/schema/result.ts';

type Paint = Readonly<Record<string, string | number>>;

/**
 * Class for the style sheet (themes, forced colours) plus presentation attributes for hosts that strip it.
 * Light colours; the searched palette keeps series apart for all kinds of colour vision (test/reports/palette).
 */
export const paint = {
  axis: { class: 'ca', stroke: '#8a93a1', 'stroke-width': 1, fill: 'none' },
  grid: { class: 'cg', stroke: '#e3e6eb', 'stroke-width': 1, fill: 'none' },
  target: { class: 'cx', stroke: '#15151d', 'stroke-width': 1.5, 'stroke-dasharray': '5 4', fill: 'none' },
  band: { class: 'cb', fill: '#d9dce2', 'fill-opacity': 0.6 },
  line1: { class: 's1', stroke: '#023db9', 'stroke-width': 2, fill: 'none', 'stroke-linejoin': 'round' },
  line2: { class: 's2', stroke: '#02a484', 'stroke-width': 2, fill: 'none', 'stroke-linejoin': 'round' },
  line3: { class: 's3', stroke: '#e256fd', 'stroke-width': 2, fill: 'none', 'stroke-linejoin': 'round' },
  fill1: { class: 'f1', fill: '#023db9' },
  fill2: { class: 'f2', fill: '#02a484' },
  between: { class: 'fb', fill: '#023db9', 'fill-opacity': 0.12 },
  gap: { class: 'fg', fill: '#8a93a1', 'fill-opacity': 0.35 },
  marker: { class: 'cm', stroke: '#15151d', 'stroke-width': 1.5, fill: 'none' },
  cross: { class: 'ck', stroke: '#6b0716', 'stroke-width': 2, fill: 'none' },
} as const satisfies Readonly<Record<string, Paint>>;

/** Colour of a reading on white; the shape and the word say the same. */
export const readingColour: Readonly<Record<Reading, string>> = {
  meets: '#0569ad',
  'meets-narrowly': '#0569ad',
  'not-proven': '#915801',
  'does-not-meet': '#6b0716',
  'not-tested': '#5b6472',
};
