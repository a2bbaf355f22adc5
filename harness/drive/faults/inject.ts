import type { FaultInjected } from '../../schema/artefacts.ts';
import { chooseVictim } from './choose-victim.ts';
import type { DrillOptions } from './drill-options.ts';
import { timingOf } from './drill-timing.ts';
import { kill } from './kill.ts';
import { partOf } from './part-of.ts';

/** The fields of FaultInjected that say what was done. */
export type Injection = Pick<
  FaultInjected,
  'fault' | 'role' | 'pid' | 'signal' | 'openAsks' | 'graphInFlight' | 'sent_ns' | 'exit_ns'
>;

/**
 * Breaks one part of the vendor: by SIGKILL where there is a local pid, else by the driver's own crash(), else by asking the
 * operator (stated, not confirmed). `exit_ns` null = the fault was not really injected.
 */
export async function inject(options: DrillOptions, trial: number): Promise<Injection> {
  const { driver, control, signal } = options;
  if (!driver) return byOperator(options, trial);
  const { chooseMs } = timingOf(options);
  const fault = options.fault ?? 'node-kill';
  const part = partOf(fault);
  const victim = await chooseVictim({
    driver,
    part,
    control,
    timeoutMs: chooseMs,
    ...(signal ? { signal } : {}),
  });
  if (victim) {
    const { sentNs, exitNs } = await kill(victim.pid);
    return { fault, signal: 'SIGKILL', ...victim, ...times(sentNs, exitNs) };
  }
  if (!driver.crash) return byOperator(options, trial);
  const { graphInFlight } = await control.state();
  const sentNs = process.hrtime.bigint();
  const exitNs = await driver.crash(part).then(
    () => process.hrtime.bigint(),
    () => null,
  );
  return { fault, role: part, ...unowned, graphInFlight, ...times(sentNs, exitNs) };
}

const unowned = { pid: null, signal: null, openAsks: null } as const;

async function byOperator({ fault, askOperator, control }: DrillOptions, trial: number): Promise<Injection> {
  const part = partOf(fault ?? 'node-kill');
  const what = part === 'node' ? 'one node' : `the ${part}`;
  const stated = await askOperator?.(`trial ${trial}: stop ${what} of the vendor by hand now, then confirm`);
  const { graphInFlight } = await control.state();
  const ns = stated?.statedNs ?? null;
  return {
    fault: 'by-operator',
    role: part,
    ...unowned,
    graphInFlight,
    ...times(ns ?? process.hrtime.bigint(), ns),
  };
}

function times(sentNs: bigint, exitNs: bigint | null): Pick<Injection, 'sent_ns' | 'exit_ns'> {
  return { sent_ns: Number(sentNs), exit_ns: exitNs === null ? null : Number(exitNs) };
}
