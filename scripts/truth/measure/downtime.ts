import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';

/** How long the killed node was away, as the harness saw it and as the SCRM's supervisor says. */
export function downtime(run: Played, nominalMs: number): Measure {
  const planted = run.log('slow-restart').reduce((longest, { amount = 0 }) => Math.max(longest, amount), 0);
  return {
    name: 'failover.restart.worst',
    unit: 'ms',
    nominal: nominalMs,
    planted,
    measured: run.metric('failover.restart.worst'),
    low: null,
    high: null,
    allowed: planted * tolerance.relative + tolerance.resolutionMs.tail,
  };
}
