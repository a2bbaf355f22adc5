import { processesIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** Share of time in which a main thread of the harness was runnable and did not run (schedstat). */
export const runQueueHarness = slowerRule({
  id: 'run-queue-harness',
  // Above a fifth the harness measures its own queue: the 20 % at which a share is said beside a miss (design §4.4).
  limit: 0.2,
  unit: 'ratio',
  valueIn: (artefacts, scenario) => {
    const waits = processesIn(artefacts, scenario)
      .filter((use) => use.side === 'harness' && use.runDelayKnown && use.wallMs > 0)
      .map((use) => use.runDelayMs / use.wallMs);
    return waits.length === 0 ? null : Math.max(...waits);
  },
});
