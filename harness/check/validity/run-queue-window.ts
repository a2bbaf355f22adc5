import { causeOf } from '../cause.ts';
import { type MeasuredPart, scenariosRun } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';
import { windowShares } from '../window-share.ts';

/** 20 % of a figure is where the share is said beside a miss (design §4.4). */
const limit = 0.2;

/**
 * The worst 10 s of a scenario: share of a figure that the vendor's wait for CPUs others used, or CPU taken away, can
 * have made. A mean over the phase hides a neighbour who came for ten seconds and made the tail.
 */
export const runQueueWindow: ValidityRule = (artefacts) => {
  const scenarios = scenariosRun(artefacts);
  if (scenarios.length === 0) return null;
  const windows = scenarios.flatMap((scenario) =>
    windowShares(artefacts, scenario).map((window) => ({ scenario, ...window })),
  );
  const worst = windows.sort((a, b) => b.share - a.share)[0];
  const state = stateOf(worst?.share ?? null, Number.POSITIVE_INFINITY, limit);
  const beginNs = (scenario: MeasuredPart) =>
    artefacts.phases.find((phase) => phase.name === scenario)?.startNs ?? 0;
  return {
    check: {
      id: 'run-queue-window',
      value: worst?.share ?? null,
      limit,
      unit: 'ratio',
      state,
      moves: 'slower',
      cause: causeOf(
        'run-queue-window',
        state,
        worst === undefined
          ? {}
          : {
              scenario: worst.scenario,
              valueRatio: worst.share,
              fromMs: Math.max(0, Math.round((worst.startNs - beginNs(worst.scenario)) / 1e6)),
            },
      ),
    },
    scenarios,
  };
};
