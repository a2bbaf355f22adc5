/** Faults that break a process: the vendor's own supervisor has to bring it back. */
export const killFaults = ['node-kill', 'gateway-kill', 'store-kill'] as const;
export type KillFault = (typeof killFaults)[number];

/** Every fault `stormproof drill` knows. */
export const faultIds = [...killFaults, 'cpu-pressure'] as const;
export type FaultId = (typeof faultIds)[number];

/** Target of the pressure drill, share of the vendor's cores busy (A51: 95 % delivered at 85 % CPU). */
export const pressureTargetRatio = 0.85;
/** A load further from its target than this was not injected as planned. */
export const pressureToleranceRatio = 0.05;

/**
 * Prefix of a drill's metrics and of its plans (`<prefix>-<trial>`, dots as dashes). The node kill is the failover scenario
 * of `evaluate`; the others are measured by `stormproof drill` alone.
 */
export function drillPrefix(fault: FaultId): string {
  return fault === 'node-kill' ? 'failover' : `drill.${fault}`;
}

/** Id of a trial's arrival plan. */
export function drillPlanId(fault: FaultId, trial: number): string {
  return `${drillPrefix(fault).replace('.', '-')}-${trial}`;
}

/** Metric prefix of the drill that a trial's plan belongs to: `failover-2` → failover, `drill-store-kill-1` → drill.store-kill. */
export function prefixOfPlan(plan: string): string {
  return plan.replace(/-\d+$/, '').replace(/^drill-/, 'drill.');
}
