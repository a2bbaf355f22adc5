import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';
import { stubHolds } from './holds.ts';

/** Left out at both ends of the load, s: the queue has to build up first, and drains afterwards. */
const defaultEdgeSec = 4;

/**
 * Answers a second while the load goes on, in the part where a queue stands: the sustained rate of a capped vendor.
 * Planted: the same count over the times at which the stub's log let its answers go.
 */
export function sustainedRate(run: Played, nominalPerSec: number, edgeSec = defaultEdgeSec): Measure {
  const asks = run.asks('steady');
  const endUs = asks.at(-1)?.due ?? 0;
  const from = edgeSec * 1e6;
  const to = endUs - edgeSec * 1e6;
  const within = (us: number): boolean => us >= from && us < to;
  const answered = asks.filter(({ ans }) => ans !== null && within(ans)).length;
  const startNs = run.startNs('steady');
  const left = stubHolds(run).filter(({ arrivedNs, heldMs }) =>
    within((arrivedNs - startNs) / 1000 + heldMs * 1000),
  ).length;
  const seconds = (to - from) / 1e6;
  const spread = Math.sqrt(answered) / seconds;
  return {
    name: 'sustained rate',
    unit: 'per-second',
    nominal: nominalPerSec,
    planted: left / seconds,
    measured: answered / seconds,
    low: answered / seconds - 2 * spread,
    high: answered / seconds + 2 * spread,
    allowed: (left / seconds) * tolerance.knee,
  };
}
