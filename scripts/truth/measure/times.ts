import { orderStatisticInterval } from '../../../harness/stats/order-statistic-interval.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';
import { stubHolds } from './holds.ts';
import { percentile } from './percentile.ts';

const ranks = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 } as const;
export type Rank = keyof typeof ranks;

/**
 * Percentiles of the reported response times beside those of the stub's log, nothing subtracted. The interval is that
 * of order statistics over the asks' own lines. Asks that the stub dropped are in neither.
 */
export function heldTimes(
  run: Played,
  wanted: readonly Rank[],
  nominal: Partial<Record<Rank, number>> = {},
): readonly Measure[] {
  const held = stubHolds(run)
    .filter(({ copies }) => copies > 0)
    .map(({ heldMs }) => heldMs);
  const responses = run
    .asks('steady')
    .flatMap(({ due, ans }) => (ans === null ? [] : [(ans - due) / 1000]))
    .sort((a, b) => a - b);
  return wanted.map((rank) => {
    const planted = percentile(held, ranks[rank]);
    const interval = orderStatisticInterval(responses, ranks[rank]);
    return {
      name: `response.${rank}`,
      unit: 'ms',
      nominal: nominal[rank] ?? null,
      planted,
      measured: run.metric(`steady.response.${rank}`),
      low: interval.low,
      high: interval.high,
      allowed: planted * tolerance.relative + resolutionOf(rank),
    };
  });
}

/** The median of (service time as measured − hold as logged), one pair per ask: planted is 0. */
export function pairedError(run: Played): Measure {
  const held = new Map(stubHolds(run).map(({ index, heldMs }) => [index, heldMs]));
  const errors = run.asks('steady').flatMap(({ i, inj, ans }) => {
    const own = held.get(i);
    return inj === null || ans === null || own === undefined ? [] : [(ans - inj) / 1000 - own];
  });
  const sorted = [...errors].sort((a, b) => a - b);
  const interval = orderStatisticInterval(sorted, 0.5);
  return {
    name: 'paired error, median',
    unit: 'ms',
    nominal: 0,
    planted: 0,
    measured: percentile(errors, 0.5),
    low: interval.low,
    high: interval.high,
    allowed: tolerance.resolutionMs.centre,
  };
}

export function resolutionOf(rank: Rank): number {
  return rank === 'p50' || rank === 'p90' ? tolerance.resolutionMs.centre : tolerance.resolutionMs.tail;
}
