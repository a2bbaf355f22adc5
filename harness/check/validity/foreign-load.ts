import { coresOf, machineIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** Share of the machine's cores used by processes that are neither the harness's nor the vendor's. */
export const foreignLoad = slowerRule({
  id: 'foreign-load',
  // 12 % of the capacity gone makes a server at 60 % a fifth slower (harness-share.ts).
  limit: 0.12,
  unit: 'ratio',
  valueIn: (artefacts, scenario) => {
    const machine = machineIn(artefacts, scenario);
    const cores = coresOf(artefacts);
    return machine === null || cores === null ? null : machine.foreignCores / cores;
  },
});
