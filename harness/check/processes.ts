import type { Artefacts } from '../record/artefacts.ts';
import type { Result } from '../schema/result.ts';
import { scenarioIds } from '../schema/run-plan.ts';
import { plansOf } from './phase-of.ts';

/** CPU and memory of every process by phase; CPU per ask where the phase had asks, with the rate it was measured at. */
export function processRows(artefacts: Artefacts): Result['processes'] {
  return artefacts.processes.map((use) => {
    const load = loadOf(artefacts, use.phase);
    return {
      role: use.role,
      side: use.side,
      phase: use.phase,
      cpuMs: round(use.cpuMs),
      cpuMsPerAsk: load === null ? null : round(use.cpuMs / load.asks),
      ratePerSec: load === null ? null : round(load.ratePerSec),
      rssPeakBytes: use.rssPeakBytes,
    };
  });
}

function loadOf(
  artefacts: Artefacts,
  phase: string,
): { readonly asks: number; readonly ratePerSec: number } | null {
  const scenario = scenarioIds.find((id) => id === phase);
  if (scenario === undefined) return null;
  const plans = plansOf(artefacts, scenario);
  const asks = plans.reduce((total, plan) => total + plan.ledger.sent, 0);
  const seconds = plans.reduce((total, plan) => total + plan.loadEndUs / 1e6, 0);
  return asks > 0 && seconds > 0 ? { asks, ratePerSec: asks / seconds } : null;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
