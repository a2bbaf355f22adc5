import { loopDelayMs } from '../loop-delay.ts';
import { loopIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** Event-loop delay of the orchestrator, which times faults and phases; no latency passes through it. */
export const orchestratorLoopDelay = slowerRule({
  id: 'orchestrator-loop-delay',
  // A kill sent 100 ms late is a kill 100 ms later; its t0 is the exit seen by the kernel.
  limit: 100,
  unit: 'ms',
  valueIn: (artefacts, scenario) => loopDelayMs(loopIn(artefacts, artefacts.orchestratorLoop, scenario)),
});
