import type { Artefacts, PlanRecord } from '../record/artefacts.ts';
import type { Requirement } from '../schema/requirement.ts';
import { Histogram } from '../stats/histogram.ts';
import { medianOf } from '../stats/median.ts';
import { type HarnessShare, harnessShare, warnShare } from './harness-share.ts';
import { isMedian } from './is-median.ts';
import { isGood } from './margin.ts';
import type { MeasuredPart } from './phase-of.ts';
import { minuteShare, tailShare, type WindowShare, windowShares } from './window-share.ts';

/** Blocks of a plan and windows of the host are both 10 s long. */
const blockNs = 10e9;
/** Fewer undisturbed blocks than half say too little about the whole. */
const enoughClean = 0.5;

/**
 * The share of one requirement's figure. A time may be made by a few bad seconds, so a tail takes the worst 10 s
 * windows and a minute the worst minute; the mean of the phase hides both. The median of a phase takes the middle
 * window, for half of the asks made it. Where the figure misses in the undisturbed blocks alone, only their share counts:
 * a slow vendor is not excused by one bad window.
 */
export function figureShare(
  artefacts: Artefacts,
  scenario: MeasuredPart,
  requirement: Requirement,
): HarnessShare {
  const share = harnessShare(artefacts, scenario);
  if (requirement.unit !== 'ms') return share;
  const windows = windowShares(artefacts, scenario);
  if (requirement.checker === 'minute-median')
    return { ...share, relative: Math.max(share.relative, minuteShare(windows)) };
  if (isMedian(requirement)) {
    const typical = medianOf(windows.map((window) => window.share)) ?? 0;
    return { ...share, relative: Math.max(share.relative, typical) };
  }
  const relative = Math.max(share.relative, tailShare(windows));
  if (relative <= warnShare) return { ...share, relative };
  const clean = windows.filter((window) => window.share <= warnShare);
  if (!missesIn(clean, artefacts, requirement)) return { ...share, relative };
  return { ...share, relative: tailShare(clean) };
}

/** True when the percentile over the blocks that lie wholly in `clean` windows misses as well. */
function missesIn(clean: readonly WindowShare[], artefacts: Artefacts, requirement: Requirement): boolean {
  const match = /^(.+?)(\.steady)?\.response\.p(50|90|99|999)$/.exec(requirement.metric);
  const plan = artefacts.plans.get(match?.[1] ?? '');
  if (plan === undefined) return false;
  const starts = new Set(clean.map(({ startNs }) => startNs));
  const first = match?.[2] === undefined ? 0 : Math.floor(plan.steadyFromUs / 10e6);
  const blocks = plan.blocks.slice(first).map((block, i) => ({ block, windows: windowsOf(plan, first + i) }));
  const kept = blocks.filter(({ windows }) => windows.every((startNs) => starts.has(startNs)));
  if (kept.length < enoughClean * blocks.length || kept.length === 0) return false;
  const union = new Histogram();
  for (const { block } of kept) union.merge(block);
  const valueUs = union.quantile(Number(`0.${match?.[3]}`));
  return valueUs !== null && !isGood(valueUs / 1000, requirement);
}

/** Starts of the one or two windows that a block of the plan touches; its answers come in them or in the next one. */
function windowsOf(plan: PlanRecord, index: number): readonly number[] {
  const fromNs = plan.startNs + index * blockNs;
  const first = Math.floor(fromNs / blockNs) * blockNs;
  return [first, ...(fromNs > first ? [first + blockNs] : [])];
}
