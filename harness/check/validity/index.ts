import type { ValidityRule } from '../validity-outcome.ts';
import { capacityPointsCheck } from './capacity-points.ts';
import { clockStep } from './clock-step.ts';
import { cpuPressure } from './cpu-pressure.ts';
import { diskSlow } from './disk-slow.ts';
import { droppedWork } from './dropped-work.ts';
import { engineLateness } from './engine-lateness.ts';
import { engineLoopDelay } from './engine-loop-delay.ts';
import { faultInjected } from './fault-injected.ts';
import { faultTiming } from './fault-timing.ts';
import { foreignLoad } from './foreign-load.ts';
import { garbageCollection } from './garbage-collection.ts';
import { hole } from './hole.ts';
import { lateness } from './lateness.ts';
import { ledgerSums } from './ledger-sums.ts';
import { matcherDiffers } from './matcher-differs.ts';
import { matcherSuspect } from './matcher-suspect.ts';
import { memorySlope } from './memory-slope.ts';
import { minimumEvidence } from './minimum-evidence.ts';
import { mockLoopDelay } from './mock-loop-delay.ts';
import { nullCeiling } from './null-ceiling.ts';
import { orchestratorLoopDelay } from './orchestrator-loop-delay.ts';
import { pairRate } from './pair-rate.ts';
import { plannedWork } from './planned-work.ts';
import { pressureHeld } from './pressure-held.ts';
import { recorder } from './recorder.ts';
import { recorderLag } from './recorder-lag.ts';
import { resultFile } from './result-file.ts';
import { runQueueHarness } from './run-queue-harness.ts';
import { runQueueVendor } from './run-queue-vendor.ts';
import { runQueueWindow } from './run-queue-window.ts';
import { samplingGaps } from './sampling-gaps.ts';
import { sealedFiles } from './sealed-files.ts';
import { sockets } from './sockets.ts';
import { steal } from './steal.ts';
import { timerResolution } from './timer-resolution.ts';

/** Every validity check, those that move figures both ways first. The id is the file's name. */
export const validityRules: readonly ValidityRule[] = [
  lateness,
  droppedWork,
  engineLateness,
  plannedWork,
  faultInjected,
  pressureHeld,
  ledgerSums,
  capacityPointsCheck,
  recorder,
  nullCeiling,
  faultTiming,
  recorderLag,
  diskSlow,
  sealedFiles,
  resultFile,
  clockStep,
  timerResolution,
  sockets,
  matcherDiffers,
  matcherSuspect,
  pairRate,
  minimumEvidence,
  hole,
  mockLoopDelay,
  engineLoopDelay,
  orchestratorLoopDelay,
  garbageCollection,
  runQueueHarness,
  runQueueVendor,
  runQueueWindow,
  samplingGaps,
  memorySlope,
  foreignLoad,
  steal,
  cpuPressure,
];
