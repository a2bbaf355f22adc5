import type { FaultId, KillFault } from '../../../harness/schema/faults.ts';
import { scenarioPlan } from '../../../harness/schema/size-plan.ts';
import {
  event,
  type FolderOptions,
  type Line,
  phase,
  planEnded,
  planStarted,
  runFolder,
} from './builders.ts';
import { askOf, asksOf } from './whole-run.ts';

const trialMs = 20_000;
const asks = 3000;

/** Requirements, and asks that differ from "all answered after 60 ms". */
type Change = Pick<FolderOptions, 'requirements'> & { readonly asks?: readonly Line[] };

function drillFolder(fault: FaultId, trials: number, change: Change, events: FolderOptions['events']) {
  return runFolder({
    size: 'standard',
    plan: { scenarios: [{ ...scenarioPlan('drill', 'standard'), fault, trials }] },
    ...(change.requirements === undefined ? {} : { requirements: change.requirements }),
    events,
  });
}

/** One trial of a drill that kills a part 10 s after 150 asks/s began; healed 800 ms later. */
export async function killRun(fault: KillFault = 'gateway-kill', change: Change = {}): Promise<string> {
  const plan = `drill-${fault}-1`;
  const killMs = 10_000;
  return drillFolder(fault, 1, change, {
    run: phase('drill', 0, 30_000),
    mock: [planStarted(plan, asks, 0), planEnded(plan, asks, trialMs)],
    asks: change.asks ?? asksOf(plan, asks, trialMs / asks, 60),
    faults: [
      event('fault.injected', killMs, {
        trial: 1,
        fault,
        plan,
        role: fault === 'gateway-kill' ? 'gateway' : 'postgres',
        pid: 42,
        signal: 'SIGKILL',
        sent_ns: 1e9 + killMs * 1e6,
        exit_ns: 1e9 + killMs * 1e6,
        openAsks: null,
        graphInFlight: 30,
      }),
      event('fault.healed', killMs + 800, {
        trial: 1,
        by: 'vendor',
        healthy_ns: 1e9 + (killMs + 800) * 1e6,
      }),
    ],
  });
}

export interface PressureChange extends Change {
  readonly achievedRatio?: number | null;
}

/** One trial of the pressure drill: 300 asks before, 3,000 under pressure, `achievedRatio` of the cores busy. */
export async function pressureRun(change: PressureChange = {}): Promise<string> {
  const plan = 'drill-cpu-pressure-1';
  const baseline = `${plan}-baseline`;
  const beginMs = 10_000;
  const { achievedRatio = 0.85 } = change;
  const under = change.asks ?? asksOf(plan, asks, trialMs / asks, 90);
  const answered = under.filter(({ fields }) => 'ans' in fields && fields.ans !== null).length;
  return drillFolder('cpu-pressure', 1, change, {
    run: phase('drill', 0, 40_000),
    mock: [
      planStarted(baseline, 300, 0),
      planEnded(baseline, 300, 2000),
      planStarted(plan, asks, beginMs),
      event('mock.sends', beginMs, { plan, attempted: answered, accepted: answered, rejected: 0, codes: {} }),
      planEnded(plan, asks, trialMs, { answered }),
    ],
    asks: [...asksOf(baseline, 300, 20 / 3, 40), ...under],
    faults: [
      event('pressure.started', beginMs, {
        trial: 1,
        plan,
        baseline,
        targetRatio: 0.85,
        cores: [0, 1],
        pinned: true,
      }),
      ...Array.from({ length: 20 }, (_, second) =>
        event('pressure.sample', beginMs + 1000 * (second + 1), {
          trial: 1,
          busyRatio: 0.8 + 0.005 * second,
          dutyRatio: 0.4,
          spanMs: 1000,
        }),
      ),
      event('pressure.ended', beginMs + trialMs, { trial: 1, achievedRatio, burnersCpuMs: 16_000 }),
    ],
  });
}

/** The asks of `plan` with every `every`-th of them lost. */
export function asksWithLosses(plan: string, every: number): Line[] {
  return Array.from({ length: asks }, (_, i) =>
    askOf(plan, i, (i * trialMs) / asks, i % every === 0 ? null : 60),
  );
}
