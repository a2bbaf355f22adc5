import { quantileOf } from '../../stats/median.ts';
import { loopIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** Event-loop delay of the mock: p99 over seconds of each second's p99. Limit: 5 % of a 1 s target. */
export const mockLoopDelay = slowerRule({
  id: 'mock-loop-delay',
  limit: 50,
  unit: 'ms',
  valueIn: (artefacts, scenario) =>
    quantileOf(
      loopIn(artefacts, artefacts.mockLoop, scenario).map((second) => second.loopP99Ms),
      0.99,
    ),
});
