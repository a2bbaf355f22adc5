import { loopDelayMs } from '../loop-delay.ts';
import { loopIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** Event-loop delay of the engine, through which uploads and the agents' work pass. Limit: 5 % of a 1 s target. */
export const engineLoopDelay = slowerRule({
  id: 'engine-loop-delay',
  limit: 50,
  unit: 'ms',
  valueIn: (artefacts, scenario) =>
    loopDelayMs(artefacts.engines.flatMap((engine) => loopIn(artefacts, engine.loop, scenario))),
});
