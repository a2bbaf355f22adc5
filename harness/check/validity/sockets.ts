import { causeOf } from '../cause.ts';
import { machineIn, measuredParts, processesIn, scenariosRun } from '../phase-of.ts';
import type { ValidityRule } from '../validity-outcome.ts';
import { worstScenario } from '../worst-scenario.ts';

/**
 * Four fifths of what is there, as monitoring guides set it: beyond, one burst reaches the end. Sockets count twice on
 * loopback and may go to several addresses, so the share of the ports is an upper bound.
 */
const limit = 0.8;

/**
 * Open files of the harness against their limit, and sockets against the ephemeral ports. Near the end it warns;
 * a connection that this machine refused itself is load not offered.
 */
export const sockets: ValidityRule = (artefacts) => {
  const ran = scenariosRun(artefacts);
  if (ran.length === 0) return null;
  const worst = worstScenario(ran, (scenario) => {
    const files = processesIn(artefacts, scenario)
      .filter((use) => use.side === 'harness')
      .map((use) => use.fdRatioPeak);
    const known = [...files, machineIn(artefacts, scenario)?.portRatioPeak ?? null].filter(
      (ratio) => ratio !== null,
    );
    return known.length === 0 ? null : Math.max(...known);
  });
  const refused = artefacts.engines.reduce((total, own) => total + own.exhausted, artefacts.mockExhausted);
  const value = worst?.value ?? null;
  const state = refused > 0 ? 'failed' : value === null ? 'unknown' : value > limit ? 'warning' : 'ok';
  return {
    check: {
      id: 'sockets',
      value,
      limit,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf('sockets', state, {
        refused,
        ...(worst === null ? {} : { scenario: worst.scenario, usedRatio: worst.value }),
      }),
    },
    scenarios: measuredParts,
  };
};
