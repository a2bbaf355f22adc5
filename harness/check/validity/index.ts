import type { ValidityRule } from '../validity-outcome.ts';
import { capacityPointsCheck } from './capacity-points.ts';
import { cpuPressure } from './cpu-pressure.ts';
import { droppedWork } from './dropped-work.ts';
import { engineLateness } from './engine-lateness.ts';
import { engineLoopDelay } from './engine-loop-delay.ts';
import { faultInjected } from './fault-injected.ts';
import { foreignLoad } from './foreign-load.ts';
import { garbageCollection } from './garbage-collection.ts';
import { lateness } from './lateness.ts';
import { ledgerSums } from './ledger-sums.ts';
import { mockLoopDelay } from './mock-loop-delay.ts';
import { nullCeiling } from './null-ceiling.ts';
import { orchestratorLoopDelay } from './orchestrator-loop-delay.ts';
import { plannedWork } from './planned-work.ts';
import { pressureHeld } from './pressure-held.ts';
import { recorder } from './recorder.ts';
import { runQueueHarness } from './run-queue-harness.ts';
import { runQueueVendor } from './run-queue-vendor.ts';
import { steal } from './steal.ts';

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
  mockLoopDelay,
  engineLoopDelay,
  orchestratorLoopDelay,
  garbageCollection,
  runQueueHarness,
  runQueueVendor,
  foreignLoad,
  steal,
  cpuPressure,
];
