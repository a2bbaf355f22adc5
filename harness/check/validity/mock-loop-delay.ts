import { loopDelayMs } from '../loop-delay.ts';
import { loopIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** Event-loop delay of the mock (loop-delay.ts). Limit: 5 % of a 1 s target. */
export const mockLoopDelay = slowerRule({
  id: 'mock-loop-delay',
  limit: 50,
  unit: 'ms',
  valueIn: (artefacts, scenario) => loopDelayMs(loopIn(artefacts, artefacts.mockLoop, scenario)),
});
