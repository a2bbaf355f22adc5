import type { FaultHealed, FaultInjected } from '../schema/artefacts.ts';
import { quantileOf } from '../stats/median.ts';
import type { PlanRecord, TrialRecord } from './artefacts.ts';
import type { TrialAsks } from './trial-asks.ts';

/** A bad ask is one not answered within max(1 s, 3 × baseline p99) (design §4.8). */
const badFloorMs = 1000;
const badFactor = 3;
/** Recovery counts once no ask was bad for this long. */
const confirmMs = 5000;

/**
 * One failover trial (design §4.8). t0 = confirmed exit of the victim; all figures in ms.
 * - baseline: asks due until 1 s before t0; one still open at t0 enters with its age there.
 * - recovery: intended time of the last bad ask − t0, 0 when only asks in flight were hit; null until 5 s of
 *   planned asks without a bad one follow.
 * - detect: intended time of the first bad ask − t0, 0 when an ask in flight went bad; null = none observed.
 * - drained: last answer to an ask sent before recovery − t0.
 */
export function failoverTrial(
  injected: FaultInjected,
  healed: FaultHealed | null,
  plan: PlanRecord | null,
  asks: TrialAsks | null,
): TrialRecord {
  const exitNs = injected.exit_ns;
  const base = {
    trial: injected.trial,
    plan: injected.plan,
    fault: injected.fault,
    role: injected.role,
    injected: exitNs !== null,
    openAsks: injected.openAsks,
    graphInFlight: injected.graphInFlight,
    restoredBy: healed?.by ?? ('nobody' as const),
    restartMs: healed?.healthy_ns == null || exitNs === null ? null : (healed.healthy_ns - exitNs) / 1e6,
    lost: plan === null ? 0 : plan.ledger.lost + plan.ledger.undelivered,
    duplicated: plan?.ledger.duplicated ?? 0,
    exitSeenAfterMs: exitNs === null ? null : (exitNs - injected.sent_ns) / 1e6,
  };
  if (plan === null || asks === null || exitNs === null) return { ...base, ...nothingMeasured };
  const t0 = (exitNs - plan.startNs) / 1000;
  const baseline = baselineOf(asks, t0);
  const badAskLimitMs = Math.max(badFloorMs, badFactor * (baseline.p99Ms ?? 0));
  const scan = scanAsks(asks, t0, badAskLimitMs * 1000, plan.drainEndUs);
  const lastBadMs = Math.max(0, (scan.lastBadDueUs - t0) / 1000);
  const quietMs = (plan.loadEndUs - Math.max(t0, scan.lastBadDueUs)) / 1000;
  const confirmed = plan.endReason !== null && scan.afterKill > 0 && quietMs >= confirmMs;
  const recoveryMs = confirmed ? lastBadMs : null;
  return {
    ...base,
    baselineP99Ms: baseline.p99Ms,
    baselineN: baseline.n,
    badAskLimitMs,
    badAsks: scan.bad,
    detectMs: scan.bad === 0 ? null : Math.max(0, (scan.firstBadDueUs - t0) / 1000),
    recoveryMs,
    recoveryAtLeastMs: confirmed ? null : lastBadMs,
    drainedMs: recoveryMs === null ? null : drained(asks, t0, t0 + recoveryMs * 1000),
    inFlightWorstMs: scan.inFlightWorstUs === null ? null : scan.inFlightWorstUs / 1000,
    longestGapMs: longestGap(asks, t0, plan.loadEndUs),
    t0Us: t0,
    healedUs: healed?.healthy_ns == null ? null : (healed.healthy_ns - plan.startNs) / 1000,
  };
}

const nothingMeasured = {
  baselineP99Ms: null,
  baselineN: 0,
  badAskLimitMs: null,
  badAsks: 0,
  detectMs: null,
  recoveryMs: null,
  recoveryAtLeastMs: null,
  drainedMs: null,
  inFlightWorstMs: null,
  longestGapMs: null,
  t0Us: null,
  healedUs: null,
} as const;

function baselineOf(asks: TrialAsks, t0: number): { readonly p99Ms: number | null; readonly n: number } {
  const values: number[] = [];
  for (let i = 0; i < asks.length; i += 1) {
    const due = at(asks.due, i);
    if (due >= t0 - badFloorMs * 1000) continue;
    const ans = at(asks.ans, i);
    values.push((Number.isNaN(ans) || ans > t0 ? t0 : ans) - due);
  }
  const p99 = quantileOf(values, 0.99);
  return { p99Ms: p99 === null ? null : p99 / 1000, n: values.length };
}

interface Scan {
  readonly bad: number;
  readonly firstBadDueUs: number;
  readonly lastBadDueUs: number;
  readonly afterKill: number;
  readonly inFlightWorstUs: number | null;
}

function scanAsks(asks: TrialAsks, t0: number, limitUs: number, drainEndUs: number): Scan {
  let bad = 0;
  let firstBadDueUs = Number.POSITIVE_INFINITY;
  let lastBadDueUs = Number.NEGATIVE_INFINITY;
  let afterKill = 0;
  let inFlightWorstUs: number | null = null;
  for (let i = 0; i < asks.length; i += 1) {
    const due = at(asks.due, i);
    const ans = at(asks.ans, i);
    const before = due < t0;
    if (before && ans < t0) continue;
    const tookUs = (Number.isNaN(ans) ? Math.max(drainEndUs, due) : ans) - due;
    if (before) inFlightWorstUs = Math.max(inFlightWorstUs ?? 0, tookUs);
    else afterKill += 1;
    if (!Number.isNaN(ans) && tookUs <= limitUs) continue;
    bad += 1;
    firstBadDueUs = Math.min(firstBadDueUs, due);
    lastBadDueUs = Math.max(lastBadDueUs, due);
  }
  return { bad, firstBadDueUs, lastBadDueUs, afterKill, inFlightWorstUs };
}

/** Last answer to an ask due before recovery (the last bad one included) and still open at t0, from t0; else 0. */
function drained(asks: TrialAsks, t0: number, recoveredUs: number): number {
  let last = t0;
  for (let i = 0; i < asks.length; i += 1) {
    const due = at(asks.due, i);
    const before = due < t0 || (recoveredUs > t0 && due <= recoveredUs);
    if (before && at(asks.ans, i) > last) last = at(asks.ans, i);
  }
  return (last - t0) / 1000;
}

/** Longest time without an answer between t0 and the end of the load. */
function longestGap(asks: TrialAsks, t0: number, loadEndUs: number): number {
  const times = asks.ans.filter((ans) => ans >= t0 && ans <= loadEndUs).sort();
  let longest = 0;
  let previous = t0;
  for (const time of times) {
    longest = Math.max(longest, time - previous);
    previous = time;
  }
  return Math.max(longest, loadEndUs - previous) / 1000;
}

function at(column: Float64Array, i: number): number {
  return column[i] ?? Number.NaN;
}
