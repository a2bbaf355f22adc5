import type { Artefacts, MachineUse, ProcessUse } from '../record/artefacts.ts';
import { medianOf } from '../stats/median.ts';
import { loopDelayMs } from './loop-delay.ts';
import { coresOf, loopIn, type MeasuredPart, machineIn, processesIn } from './phase-of.ts';
import { unwatchedShare } from './unwatched-share.ts';

/** How far the harness and the machine can have slowed the figures of one scenario (design §4.4). */
export interface HarnessShare {
  /** Share of any time or count, 0..1: CPU the vendor was kept from. */
  readonly relative: number;
  /** Added to a median and to a tail, ms: the harness's own event loops, and what scripted asks waited beyond the mock. */
  readonly typicalMs: number;
  readonly tailMs: number;
}

export const noShare: HarnessShare = { relative: 0, typicalMs: 0, tailMs: 0 };

/** Above this share of a figure that misses: a warning … */
export const warnShare = 0.2;
/** … and above this: "not proven: harness share" (design §4.4). */
export const unprovenShare = 0.5;

/** Reference utilisation for `lostCapacityShare`: what a vendor sized for its load runs at. */
const referenceUtilisation = 0.6;

/** Shares of a scenario's figures, from its phase's samples; time that was not watched counts as ours. */
export function harnessShare(artefacts: Artefacts, scenario: MeasuredPart): HarnessShare {
  const loops = [artefacts.mockLoop, ...artefacts.engines.map((engine) => engine.loop)];
  const seconds = loops.flatMap((loop) => loopIn(artefacts, loop, scenario));
  const holes = artefacts.engines
    .flatMap((engine) => engine.scriptedAsks)
    .filter((asks) => asks.scenario === scenario)
    .map((asks) => asks.hole);
  const hole = (p: number) => Math.max(0, ...holes.map((own) => (own.quantile(p) ?? 0) / 1000));
  return {
    relative: Math.min(
      1,
      Math.max(
        imposedWait(artefacts, scenario),
        lostCapacityShare(takenShare(machineIn(artefacts, scenario), coresOf(artefacts))),
        unwatchedShare(artefacts, scenario) ?? 0,
      ),
    ),
    typicalMs: (medianOf(seconds.map(({ loopP99Ms }) => loopP99Ms)) ?? 0) + hole(0.5),
    tailMs: (loopDelayMs(seconds) ?? 0) + hole(0.99),
  };
}

/** Share of the machine that neither vendor nor harness had: foreign processes and steal. */
export function takenShare(machine: MachineUse | null, cores: number | null): number {
  if (machine === null || cores === null) return 0;
  return Math.min(1, machine.foreignCores / cores + machine.stealRatio);
}

/**
 * Share of a response time that goes back to capacity `taken` (0..1) from a server at utilisation u = 0.6: in a
 * queue time grows as 1/(1 − u), and u becomes u/(1 − taken). A quarter of the machine taken doubles it: share 0.5.
 */
export function lostCapacityShare(taken: number): number {
  if (taken <= 0) return 0;
  if (taken >= 1) return 1;
  const loaded = referenceUtilisation / (1 - taken);
  return loaded >= 1 ? 1 : 1 - (1 - loaded) / (1 - referenceUtilisation);
}

/**
 * Largest share of time in which one of the vendor's main threads stood runnable in the queue, times the part of
 * the competing CPU that was not the vendor's own. While an ask lasts X ms, its process cannot have waited longer
 * for the harness than this share of X. The burners of a pressure drill compete, but are the fault, not the harness.
 */
export function imposedWait(artefacts: Artefacts, scenario: MeasuredPart): number {
  const burnersMs =
    scenario === 'drill' ? artefacts.pressures.reduce((sum, trial) => sum + trial.burnersCpuMs, 0) : 0;
  return imposedWaitOf(processesIn(artefacts, scenario), machineIn(artefacts, scenario), burnersMs);
}

/** The same of any stretch of samples; `burnersMs`: CPU of a planned fault's own burners. */
export function imposedWaitOf(
  uses: readonly ProcessUse[],
  machine: MachineUse | null,
  burnersMs = 0,
): number {
  const foreignMs = (machine?.foreignCores ?? 0) * (machine?.seconds ?? 0) * 1000;
  const cpu = (side: 'harness' | 'vendor') =>
    uses.filter((use) => use.side === side).reduce((total, use) => total + use.cpuMs, 0);
  const othersMs = cpu('harness') + foreignMs;
  const vendorMs = cpu('vendor');
  let worst = 0;
  for (const use of uses) {
    if (use.side !== 'vendor' || use.wallMs <= 0) continue;
    const competingMs = othersMs + vendorMs - use.cpuMs + burnersMs;
    if (competingMs <= 0) continue;
    worst = Math.max(worst, waitingShare(use) * (othersMs / competingMs));
  }
  return worst;
}

/**
 * Share of time a role stood in the run queue. PostgreSQL stands for its whole tree, whose waits add up beyond the
 * wall clock; an ask is in one backend at a time, so the share of waiting in waiting and running bounds it.
 */
function waitingShare({ runDelayMs, wallMs, cpuMs }: ProcessUse): number {
  return Math.min(runDelayMs / wallMs, runDelayMs / Math.max(runDelayMs + cpuMs, 1e-9));
}

/** The part of one figure that can be the harness's, 0..1. Times carry the event loops as well. */
export function shareOfFigure(
  share: HarnessShare,
  figure: { readonly unit: string; readonly value: number; readonly tail: boolean },
): number {
  if (figure.unit !== 'ms' || figure.value <= 0) return share.relative;
  const addedMs = figure.tail ? share.tailMs : share.typicalMs;
  return Math.min(1, share.relative + addedMs / figure.value);
}
