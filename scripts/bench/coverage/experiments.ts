import { bootstrapQuantile } from '../../../harness/stats/block-bootstrap.ts';
import { blockQuantiles } from '../../../harness/stats/block-quantile.ts';
import { changePoints } from '../../../harness/stats/change-points.ts';
import { clusteredProportion } from '../../../harness/stats/clustered-proportion.ts';
import { conservativeRank } from '../../../harness/stats/conservative-percentile.ts';
import { sumOf } from '../../../harness/stats/effective-sample.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { hodgesLehmann } from '../../../harness/stats/hodges-lehmann.ts';
import { minuteMedian, sixBlockConfidence } from '../../../harness/stats/minute-interval.ts';
import { orderStatisticInterval } from '../../../harness/stats/order-statistic-interval.ts';
import { clopperPearson, lowerBound, upperBound } from '../../../harness/stats/proportion.ts';
import { mannWhitney } from '../../../harness/stats/rank-sum.ts';
import { trend } from '../../../harness/stats/trend.ts';
import { fitUsl, throughputAt } from '../../../harness/stats/usl.ts';
import { type Experiment, hit, type Row } from './experiment.ts';
import { autocorrelated, fiveShapes, gaussian, independentShapes, type Shape } from './shapes.ts';

const blockSec = 10;

/** A run: blocks of 10 s, asks a second. */
interface Run {
  readonly id: string;
  readonly blocks: number;
  readonly perSec: number;
  readonly draws: number;
  readonly percentiles: readonly number[];
}

/** `standard` is the rush of size standard; `full` at a third of its rate, to save time. */
const runs: readonly Run[] = [
  { id: 'least: 20 blocks, 5/s', blocks: 20, perSec: 5, draws: 2000, percentiles: [0.5, 0.9, 0.95, 0.99] },
  {
    id: 'standard: 36 blocks, 150/s',
    blocks: 36,
    perSec: 150,
    draws: 1000,
    percentiles: [0.5, 0.9, 0.95, 0.99, 0.999],
  },
  {
    id: 'full: 180 blocks, 50/s',
    blocks: 180,
    perSec: 50,
    draws: 600,
    percentiles: [0.5, 0.9, 0.95, 0.99, 0.999],
  },
];

export function blocksOf(
  values: Float64Array,
  { blocks, perSec }: Pick<Run, 'blocks' | 'perSec'>,
): readonly Histogram[] {
  const perBlock = perSec * blockSec;
  return Array.from({ length: blocks }, (_, b) => {
    const block = new Histogram();
    for (let i = 0; i < perBlock; i += 1) block.record(values[b * perBlock + i] ?? 0);
    return block;
  });
}

/** For intervals made of values that the histogram has rounded up: its rounding (0.1 %) is no question of statistics. */
function truthOf(shape: Shape, p: number): number {
  const exact = new Histogram();
  exact.record(shape.quantile(p));
  return exact.quantile(1) ?? 0;
}

const percentile = (p: number): string => `p${String(100 * p).replace('.', '')}`;

/** Few blocks, or few records beyond the percentile: bounds of a binomial distribution of few steps are conservative. */
function isSmall({ blocks, perSec }: Run, p: number): boolean {
  return blocks < 30 || blocks * blockSec * perSec * Math.min(p, 1 - p) < 100;
}

/**
 * Two rows a percentile: what the statistics say (the records at the two ranks), and what is reported, which the histogram's buckets
 * widen by up to 0.1 % of the value: nothing of a heavy tail, most of the interval where half of the records lie within a few percent.
 */
export function blockQuantileRows(
  shapes: readonly Shape[],
  claim: 'covers' | 'beyond',
  only: readonly Run[] = runs,
): readonly Experiment[] {
  return only.flatMap((run) =>
    shapes.map((shape) => ({
      rows: run.percentiles.flatMap((p): readonly Row[] => {
        const row = { setting: `${run.id} · ${shape.id} · ${percentile(p)}`, nominal: 0.95 };
        const careful = claim === 'covers' ? 'at least' : claim;
        return [
          { ...row, method: 'block-quantile', claim: isSmall(run, p) ? careful : claim },
          { ...row, method: 'block-quantile, as reported', claim: careful },
        ];
      }),
      draws: run.draws,
      trial: (random: () => number) => {
        const values = shape.draw(random, run.blocks * run.perSec * blockSec, run.perSec);
        const quantiles = blockQuantiles(blocksOf(values, run));
        values.sort();
        return run.percentiles.flatMap((p) => {
          const [ranks, interval] = [quantiles.ranks(p), quantiles.interval(p)];
          if (ranks === null || interval === null) return [null, null];
          const at = (rank: number | null): number | null =>
            rank === null ? null : (values[rank - 1] ?? null);
          const truth = shape.quantile(p);
          return [hit({ low: at(ranks.low), high: at(ranks.high) }, truth), hit(interval, truth)];
        });
      },
    })),
  );
}

function bootstrapRows(): readonly Experiment[] {
  const levels = [0.5, 0.95, 0.99];
  return fiveShapes.map((shape) => ({
    rows: levels.map((p) => ({
      method: 'block-bootstrap',
      setting: `36 blocks, 15/s · ${shape.id} · ${percentile(p)}`,
      nominal: 0.95,
      claim: 'beyond' as const,
    })),
    draws: 400,
    trial: (random: () => number) => {
      const blocks = blocksOf(shape.draw(random, 36 * 15 * blockSec, 15), { blocks: 36, perSec: 15 });
      const seed = Math.floor(random() * 1e9);
      return levels.map((p) => {
        const interval = bootstrapQuantile(blocks, p, seed);
        return interval === null ? null : hit(interval, truthOf(shape, p));
      });
    },
  }));
}

function orderStatisticRows(): readonly Experiment[] {
  const levels = [0.5, 0.95, 0.99];
  return fiveShapes.map((shape) => ({
    rows: levels.map((p) => ({
      method: 'order-statistics',
      setting: `1,000 values at 50/s · ${shape.id} · ${percentile(p)}`,
      nominal: 0.95,
      claim: shape.id.startsWith('AR') ? ('beyond' as const) : ('at least' as const),
    })),
    draws: 4000,
    trial: (random: () => number) => {
      const values = [...shape.draw(random, 1000, 50).sort()];
      return levels.map((p) => hit(orderStatisticInterval(values, p), shape.quantile(p)));
    },
  }));
}

function conservativeRows(): readonly Experiment[] {
  return independentShapes.map((shape) => ({
    rows: [
      {
        method: 'conservative percentile (LoadGen), at or above the true p99',
        setting: `2,000 values · ${shape.id}`,
        nominal: 0.99,
        claim: 'at least' as const,
      },
    ],
    draws: 3000,
    trial: (random: () => number) => {
      const values = shape.draw(random, 2000, 1).sort();
      const rank = conservativeRank(values.length, 0.99);
      if (rank === null) return [null];
      return [{ covered: (values[rank - 1] ?? 0) >= shape.quantile(0.99), open: false }];
    },
  }));
}

function minuteRows(): readonly Experiment[] {
  const slow = autocorrelated(5);
  return [...fiveShapes, slow].map((shape) => ({
    rows: [
      {
        method: 'six-block-medians',
        setting: `one minute, 50/s · ${shape.id}`,
        nominal: sixBlockConfidence,
        claim: shape === slow ? ('beyond' as const) : ('covers' as const),
      },
    ],
    draws: 2000,
    trial: (random: () => number) => {
      const found = minuteMedian(
        blocksOf(shape.draw(random, 6 * 50 * blockSec, 50), { blocks: 6, perSec: 50 }),
      );
      return [found?.interval == null ? null : hit(found.interval, truthOf(shape, 0.5))];
    },
  }));
}

/** Events in blocks; with a memory they come in clumps. */
function eventBlocks(
  share: number,
  memorySec: number,
  run: Pick<Run, 'blocks' | 'perSec'>,
  random: () => number,
) {
  const shape = autocorrelated(Math.max(memorySec, 1e-3));
  const limit = shape.quantile(1 - share);
  const perBlock = run.perSec * blockSec;
  const values = shape.draw(random, run.blocks * perBlock, run.perSec);
  return Array.from({ length: run.blocks }, (_, b) => {
    let k = 0;
    for (let i = 0; i < perBlock; i += 1) if ((values[b * perBlock + i] ?? 0) > limit) k += 1;
    return { n: perBlock, k };
  });
}

function proportionRows(): readonly Experiment[] {
  const run = { blocks: 36, perSec: 50 };
  const words = `36 blocks, 50/s`;
  return [0.001, 0.01, 0.2].flatMap((share) =>
    [0, 1, 5].map((memorySec) => {
      const kind = memorySec === 0 ? 'independent' : `clumps, memory ${memorySec} s`;
      const setting = `${words} · share ${share} · ${kind}`;
      const exact = memorySec === 0 ? ('at least' as const) : ('beyond' as const);
      const clumps = memorySec === 5 || share < 0.01 ? ('beyond' as const) : ('covers' as const);
      const clopper = 'clopper-pearson';
      return {
        rows: [
          { method: `${clopper}, two-sided`, setting, nominal: 0.95, claim: exact },
          { method: `${clopper}, one-sided upper bound`, setting, nominal: 0.95, claim: exact },
          { method: `${clopper}, one-sided lower bound`, setting, nominal: 0.95, claim: exact },
          { method: 'clustered-proportion', setting, nominal: 0.95, claim: clumps },
        ],
        draws: 1000,
        trial: (random: () => number) => {
          const blocks = eventBlocks(share, memorySec, run, random);
          const { n, k } = sumOf(blocks);
          return [
            hit(clopperPearson(k, n), share),
            { covered: upperBound(k, n) >= share, open: false },
            { covered: lowerBound(k, n) <= share, open: false },
            hit(clusteredProportion(blocks), share),
          ];
        },
      };
    }),
  );
}

/** Windows around 100 with noise of 10, memory given in windows (φ), rising by `rise` from first to last. */
function windows(n: number, phi: number, rise: number, random: () => number): number[] {
  const next = gaussian(random);
  const step = Math.sqrt(1 - phi * phi);
  let level = next();
  return Array.from({ length: n }, (_, i) => {
    level = phi * level + step * next();
    return 100 + (rise * i) / (n - 1) + 10 * level;
  });
}

function trendRows(): readonly Experiment[] {
  return [18, 33, 177].flatMap((n) =>
    [0, 0.3, 0.5, 0.7].map((phi) => {
      const setting = `${n} windows, φ ${phi}`;
      const claim = phi > 0.5 || (n < 30 && phi > 0.3) ? ('beyond' as const) : ('covers' as const);
      const times = Array.from({ length: n }, (_, i) => i);
      return {
        rows: [
          { method: 'theil-sen, change over the run (+ 50 % planted)', setting, nominal: 0.95, claim },
          { method: 'mann-kendall, no false alarm at p ≤ 0.05', setting, nominal: 0.95, claim },
          {
            method: 'mann-kendall as if independent, no false alarm at p ≤ 0.05',
            setting,
            nominal: 0.95,
            claim: 'beyond' as const,
          },
        ],
        draws: n > 100 ? 600 : 3000,
        trial: (random: () => number) => {
          const change = trend(times, windows(n, phi, 50, random))?.relativeChange;
          const flat = trend(times, windows(n, phi, 0, random));
          return [
            change == null ? null : hit(change, 0.5),
            flat === null ? null : { covered: flat.pValue > 0.05, open: false },
            flat === null ? null : { covered: flat.independentPValue > 0.05, open: false },
          ];
        },
      };
    }),
  );
}

function repeatRows(): readonly Experiment[] {
  return independentShapes.flatMap((shape) =>
    [5, 10, 30].map((size) => {
      const setting = `${size} against ${size} · ${shape.id}`;
      return {
        rows: [
          {
            method: 'hodges-lehmann shift',
            setting,
            nominal: 0.95,
            claim: size >= 10 ? ('covers' as const) : ('at least' as const),
          },
          {
            method: 'mann-whitney, no false alarm at p ≤ 0.05',
            setting,
            nominal: 0.95,
            claim: 'at least' as const,
          },
        ],
        draws: 2000,
        trial: (random: () => number) => {
          const a = [...shape.draw(random, size, 1)];
          const b = [...shape.draw(random, size, 1)];
          const shift = hodgesLehmann(
            a,
            b.map((value) => value + 5000),
          );
          const test = mannWhitney(a, b);
          return [
            shift === null ? null : hit(shift, 5000),
            test === null ? null : { covered: test.pValue > 0.05, open: false },
          ];
        },
      };
    }),
  );
}

function changePointRows(): readonly Experiment[] {
  const n = 36;
  const start = 27;
  return [0, 0.3, 0.5].flatMap((phi) =>
    [0, 3, 5].map((sigmas) => {
      const setting = `${n} windows, φ ${phi}${sigmas === 0 ? '' : `, step of ${sigmas} σ at ${start}`}`;
      const nominal = 0.95;
      return {
        rows:
          sigmas === 0
            ? [
                {
                  method: 'change points, none where none is (at p ≤ 0.01)',
                  setting,
                  nominal: 0.99,
                  claim: phi > 0 ? ('beyond' as const) : ('at least' as const),
                },
              ]
            : [
                {
                  method: 'change points, step found within one window',
                  setting,
                  nominal,
                  claim: sigmas < 5 || phi > 0.3 ? ('beyond' as const) : ('at least' as const),
                },
                {
                  method: 'change points, interval of the place',
                  setting,
                  nominal,
                  claim: sigmas < 5 ? ('beyond' as const) : ('at least' as const),
                },
              ],
        draws: 400,
        trial: (random: () => number) => {
          const values = windows(n, phi, 0, random).map((value, i) => value + (i >= start ? 10 * sigmas : 0));
          const found = changePoints(values, { seed: 1 });
          if (sigmas === 0) return [{ covered: found.length === 0, open: false }];
          const nearest = found.toSorted((a, b) => Math.abs(a.index - start) - Math.abs(b.index - start))[0];
          return [
            { covered: nearest !== undefined && Math.abs(nearest.index - start) <= 1, open: false },
            nearest === undefined ? null : hit({ low: nearest.from, high: nearest.to }, start),
          ];
        },
      };
    }),
  );
}

function uslRows(): readonly Experiment[] {
  const truth = [100, 0.03, 0.0005] as const;
  const knee = Math.sqrt((1 - truth[1]) / truth[2]);
  const loads = [1, 2, 4, 8, 16, 24, 32, 40, 50, 64, 80, 100];
  return [0.02, 0.05].map((noise) => ({
    rows: [
      {
        method: 'USL knee',
        setting: `12 loads from 1 to 100, noise ${100 * noise} % of the peak`,
        nominal: 0.95,
        claim: 'covers' as const,
      },
    ],
    draws: 400,
    trial: (random: () => number) => {
      const next = gaussian(random);
      const peak = throughputAt(knee, truth);
      const points = loads.map((load) => ({
        load,
        throughput: Math.max(1, throughputAt(load, truth) + noise * peak * next()),
      }));
      const found = fitUsl(points, 1)?.knee;
      return [found == null ? null : hit(found.load, knee)];
    },
  }));
}

/** Every experiment, in the order of the page. */
export function allExperiments(): readonly Experiment[] {
  return [
    ...blockQuantileRows(fiveShapes, 'covers'),
    ...blockQuantileRows([autocorrelated(5), autocorrelated(10)], 'beyond'),
    ...bootstrapRows(),
    ...orderStatisticRows(),
    ...conservativeRows(),
    ...minuteRows(),
    ...proportionRows(),
    ...trendRows(),
    ...repeatRows(),
    ...changePointRows(),
    ...uslRows(),
  ];
}
