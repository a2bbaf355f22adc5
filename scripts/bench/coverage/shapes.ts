import jStat from 'jstat';
import { seededRandom } from '../../../harness/stats/random.ts';

/** A source of latencies in µs, one after another in time, with its true quantiles. */
export interface Shape {
  readonly id: string;
  /** Draws `n` values at `perSec` a second. */
  draw(random: () => number, n: number, perSec: number): Float64Array;
  quantile(p: number): number;
}

/** Standard normal numbers by Box and Muller's method. */
export function gaussian(random: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const held = spare;
      spare = null;
      return held;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

function independent(id: string, quantile: (p: number) => number): Shape {
  return {
    id,
    quantile,
    draw: (random, n) => Float64Array.from({ length: n }, () => quantile(random())),
  };
}

const uniform = independent('uniform', (p) => 100_000 * p);
const exponential = independent('exponential', (p) => -20_000 * Math.log(1 - p));

/** Median 20 ms, σ = 1.5: p99 is 33 medians. */
const heavyTail: Shape = {
  id: 'lognormal, heavy tail',
  quantile: (p) => 20_000 * Math.exp(1.5 * jStat.normal.inv(p, 0, 1)),
  draw: (random, n) => {
    const next = gaussian(random);
    return Float64Array.from({ length: n }, () => 20_000 * Math.exp(1.5 * next()));
  },
};

/** Seven of ten around 20 ms, three around 200 ms. */
const bimodal: Shape = {
  id: 'bimodal',
  quantile: (p) => {
    let [low, high] = [0, 400_000];
    const below = (x: number) =>
      0.7 * jStat.normal.cdf(x, 20_000, 2_000) + 0.3 * jStat.normal.cdf(x, 200_000, 20_000);
    while (high - low > 0.01) {
      const middle = (low + high) / 2;
      if (below(middle) < p) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  },
  draw: (random, n) => {
    const next = gaussian(random);
    return Float64Array.from({ length: n }, () =>
      random() < 0.7 ? 20_000 + 2_000 * next() : 200_000 + 20_000 * next(),
    );
  },
};

/** AR(1) on the log: median 20 ms, σ = 0.5; correlation falls to 1/e within `memorySec`. */
export function autocorrelated(memorySec: number): Shape {
  return {
    id: `AR(1), memory ${memorySec} s`,
    quantile: (p) => 20_000 * Math.exp(0.5 * jStat.normal.inv(p, 0, 1)),
    draw: (random, n, perSec) => {
      const next = gaussian(random);
      const phi = Math.exp(-1 / (memorySec * perSec));
      const step = Math.sqrt(1 - phi * phi);
      let level = next();
      return Float64Array.from({ length: n }, () => {
        level = phi * level + step * next();
        return 20_000 * Math.exp(0.5 * level);
      });
    },
  };
}

export const independentShapes = [uniform, exponential, heavyTail, bimodal];
/** The five shapes of the bar. */
export const fiveShapes = [...independentShapes, autocorrelated(1)];

/** A generator of its own for every draw of an experiment. */
export function drawRandom(experiment: number, draw: number): () => number {
  return seededRandom((experiment * 0x9e3779b1 + draw * 0x85ebca6b + 1) >>> 0);
}
