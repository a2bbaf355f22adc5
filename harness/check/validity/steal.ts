import { machineIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** CPU time the hypervisor gave to somebody else, mean over the scenario. */
export const steal = slowerRule({
  id: 'steal',
  // 5 % is what cloud providers' own guides call a noisy neighbour; it also enters the harness share.
  limit: 0.05,
  unit: 'ratio',
  valueIn: (artefacts, scenario) => machineIn(artefacts, scenario)?.stealRatio ?? null,
});
