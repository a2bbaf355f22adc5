import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../../package-root.ts';

type Rgb = readonly [number, number, number];

const css = readFileSync(join(packageRoot, 'reports', 'templates', 'report.css'), 'utf8');

/** The variables of the n-th :root block: light, dark, print. */
function variables(block: number): Readonly<Record<string, string>> {
  const found = [...css.matchAll(/:root \{([^}]*)\}/g)][block]?.[1] ?? '';
  return Object.fromEntries(
    [...found.matchAll(/--([a-z0-9]+): (#[0-9a-f]{3,6})/g)].map(([, k, v]) => [k, v]),
  );
}

function linearRgb(hex: string): Rgb {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
  const channel = (at: number): number => {
    const value = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function contrast(a: string, b: string): number {
  const light = (hex: string): number => {
    const [red, green, blue] = linearRgb(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
  return (high ?? 1) / (low ?? 1);
}

const multiply = (m: readonly Rgb[], v: Rgb): Rgb =>
  m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Rgb;

/** Machado, Oliveira and Fernandes 2009, severity 1. */
const visions: Readonly<Record<string, readonly Rgb[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** OKLab (Ottosson 2020) of a linear sRGB colour. */
function oklab(rgb: Rgb): Rgb {
  const lms = multiply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map((value) => Math.cbrt(Math.max(0, value))) as unknown as Rgb;
  return multiply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms,
  );
}

/** Smallest OKLab distance between any two colours, over all visions. */
function separation(colours: readonly string[]): number {
  let least = Infinity;
  for (const vision of Object.values(visions)) {
    const seen = colours.map((hex) => oklab(multiply(vision, linearRgb(hex))));
    for (const [i, a] of seen.entries()) {
      for (const b of seen.slice(i + 1)) {
        least = Math.min(least, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
      }
    }
  }
  return least;
}

describe.each([
  ['light', 0],
  ['dark', 1],
  ['print', 2],
] as const)('%s', (_, block) => {
  const own = variables(block);
  const at = (name: string): string => own[name] ?? '#f0f';

  test('text reaches 4.5:1 on every ground it stands on', () => {
    for (const ground of ['paper', 'bg']) {
      for (const name of ['ink', 'soft', 'link', 'ok', 'open', 'bad', 'none', 't1', 't2', 't3']) {
        expect([name, ground, contrast(at(name), at(ground)) >= 4.5]).toEqual([name, ground, true]);
      }
    }
    for (const reading of ['ok', 'open', 'bad', 'none']) {
      for (const name of [reading, 'ink', 'soft']) {
        expect([reading, name, contrast(at(name), at(`${reading}bg`)) >= 4.5]).toEqual([reading, name, true]);
      }
    }
  });

  test('lines and fills reach 3:1 on paper', () => {
    for (const name of ['s1', 's2', 's3', 's5', 'u', 'strong', 'axis', 'bad']) {
      expect([name, contrast(at(name), at('paper')) >= 3]).toEqual([name, true]);
    }
  });

  test('colours used together stay apart for every kind of colour vision', () => {
    expect(separation(['s1', 's2', 's3'].map(at))).toBeGreaterThan(0.1);
    expect(separation(['s1', 's5', 'bad', 'u'].map(at))).toBeGreaterThan(0.1);
    expect(separation(['ok', 'open', 'bad'].map(at))).toBeGreaterThan(0.1);
  });
});
