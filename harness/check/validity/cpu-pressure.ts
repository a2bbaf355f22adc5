import { machineIn } from '../phase-of.ts';
import { slowerRule } from '../slower-rule.ts';

/** Share of time in which some task waited for a CPU (PSI "some"). The vendor's own tasks count: shown, not attributed. */
export const cpuPressure = slowerRule({
  id: 'cpu-pressure',
  // With everything on two cores some task waits half of the time under load; more means the machine is full.
  limit: 0.5,
  unit: 'ratio',
  valueIn: (artefacts, scenario) => machineIn(artefacts, scenario)?.pressureRatio ?? null,
});
