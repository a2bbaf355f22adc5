import { capacityPoints } from '../capacity/states.ts';
import { causeOf } from '../cause.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** One unjudged point ends a search from above; where more than half are, the search did not measure the vendor. */
const limit = 0.5;

/** Points of a capacity search that could not be judged: asks late or dropped by the harness, or a broken ledger. */
export const capacityPointsCheck: ValidityRule = (artefacts) => {
  if (artefacts.plan.capacity === undefined) return null;
  const points = capacityPoints(artefacts);
  const unjudged = points.filter(({ verdict }) => verdict === 'limit').length;
  const value = points.length === 0 ? null : unjudged / points.length;
  const state = stateOf(value, limit, 0);
  return {
    check: {
      id: 'capacity-points',
      value,
      limit,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf('capacity-points', state, { unjudged, points: points.length }),
    },
    scenarios: ['capacity'],
  };
};
