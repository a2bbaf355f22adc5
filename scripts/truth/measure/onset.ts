import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';
import { indexOf } from './holds.ts';
import { windowSec, worsened } from './worsened.ts';

/**
 * When the answers became slow, in seconds of the plan, by change points of the windows' medians; null where there is
 * none. Planted: the intended time of the first ask that the injection log names.
 */
export function onsetMeasure(run: Played, kind: BehaviourKind, nominalShare: number): Measure {
  const asks = run.asks('steady');
  const affected = new Set(
    run.log(kind, 'steady').flatMap(({ nonce }) => (nonce === null ? [] : [indexOf(nonce)])),
  );
  const firstUs = Math.min(...asks.filter(({ i }) => affected.has(i)).map(({ due }) => due));
  const endUs = asks.at(-1)?.due ?? 0;
  const found = worsened(asks);
  return {
    name: 'onset, s',
    unit: 'index',
    nominal: (nominalShare * endUs) / 1e6,
    planted: firstUs / 1e6,
    measured: found?.atSec ?? null,
    low: found?.fromSec ?? null,
    high: found?.toSec ?? null,
    allowed: tolerance.onsetWindows * windowSec,
  };
}
