import { quantileOf } from '../../stats/median.ts';
import { loopIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** Garbage collection of mock and engine: p99 over seconds of ms per second. Limit: 5 % of the second. */
export const garbageCollection = slowerRule({
  id: 'garbage-collection',
  limit: 50,
  unit: 'ms',
  valueIn: (artefacts, scenario) =>
    quantileOf(
      [artefacts.mockLoop, ...artefacts.engines.map((engine) => engine.loop)].flatMap((loop) =>
        loopIn(artefacts, loop, scenario).map((second) => second.gcMs),
      ),
      0.99,
    ),
});
