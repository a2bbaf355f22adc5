import { imposedWait } from '../harness-share.ts';
import { processesIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** Share of time in which the vendor's busiest waiter stood in the run queue for others than the vendor itself. */
export const runQueueVendor = slowerRule({
  id: 'run-queue-vendor',
  // 20 % of a figure is where the share is said beside a miss (design §4.4).
  limit: 0.2,
  unit: 'ratio',
  valueIn: (artefacts, scenario) => {
    const known = processesIn(artefacts, scenario).some((use) => use.side === 'vendor' && use.runDelayKnown);
    return known ? imposedWait(artefacts, scenario) : null;
  },
});
