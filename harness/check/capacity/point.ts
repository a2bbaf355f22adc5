import type { AgentWork, PlanRecord } from '../../record/artefacts.ts';
import { type CapacityCriteria, collapseAnsweredRatio, growthLimitRatio } from '../../schema/capacity.ts';
import type { SearchPoint, SearchVerdict } from '../../stats/load-search.ts';
import { sampleFloor } from '../../stats/sample-floor.ts';

/** What a point missed, or why it cannot be judged. */
export type PointFlaw =
  | 'answered'
  | 'p99'
  | 'loss'
  | 'backlog'
  | 'agents-missing'
  | 'operations'
  | 'late-asks'
  | 'dropped-asks'
  | 'ledger'
  | 'slow-engine'
  | 'no-agent-record';

/** The agents of a point, and the engine they are played by. */
export interface PointAgents {
  /** Null: the engine left no record. */
  readonly work: AgentWork | null;
  /** Median over the seconds of the load of the engine's own event-loop delay (p99 of a second). */
  readonly engineDelayMs: number | null;
}

/** What the vendor was given. */
export interface PointLoad {
  /** In the search's own unit: asks a second, or agents. */
  readonly load: number;
  readonly ratePerSec: number;
  /** Null where asks alone are raised. */
  readonly agents: PointAgents | null;
}

export interface CapacityPoint extends SearchPoint {
  readonly plan: string;
  readonly ratePerSec: number;
  readonly work: AgentWork | null;
  readonly sent: number;
  /** Answers a second while asks were sent, first quarter left out. */
  readonly servedPerSec: number;
  readonly answeredRatio: number;
  readonly p50Ms: number | null;
  /** Null below its sample floor; the verdict counts the asks all the same. */
  readonly p99Ms: number | null;
  readonly lossRatio: number;
  /** Growth of the backlog as a share of the asks offered. */
  readonly growthRatio: number;
  readonly verdict: SearchVerdict;
  readonly flaws: readonly PointFlaw[];
}

/** As in validity: later asks, or more than one in a thousand not sent, are another load than planned. */
const lateLimitMs = 50;
const droppedLimitRatio = 0.001;
/** Open asks differ by a few between two moments whatever the rate. */
const growthFloorAsks = 3;

/**
 * Judges one point by its asks: exact counts over the asks of the point, no interval; points at the knee are repeated. Where
 * agents are raised all of them must be at work, and operations that fail are held against the limit of losses. Pure.
 */
export function capacityPoint(
  { load, ratePerSec, agents }: PointLoad,
  plan: PlanRecord,
  criteria: CapacityCriteria,
): CapacityPoint {
  const { ledger, all } = plan;
  const known = Math.max(1, ledger.sent - ledger.unknown);
  const answeredRatio = ledger.answered / known;
  const lossRatio = (ledger.lost + ledger.undelivered) / known;
  const p99 = all.response.quantile(0.99);
  const growth = growthOf(plan);
  const growthRatio = growth.offered > 0 ? Math.max(0, growth.asks / growth.offered) : 0;
  const missed: PointFlaw[] = [];
  if (answeredRatio < criteria.answeredRatio) missed.push('answered');
  if (p99 === null || p99 / 1000 > criteria.p99Ms) missed.push('p99');
  if (lossRatio > criteria.lossRatio) missed.push('loss');
  if (growthRatio > growthLimitRatio && growth.asks > growthFloorAsks) missed.push('backlog');
  const work = agents?.work ?? null;
  if (work !== null && work.agents < load) missed.push('agents-missing');
  if (work !== null && work.failed > criteria.lossRatio * work.operations) missed.push('operations');
  const broken = [...brokenBy(plan), ...brokenAgents(agents)];
  return {
    load,
    ratePerSec,
    plan: plan.id,
    work,
    sent: ledger.sent,
    servedPerSec: growth.servedPerSec,
    answeredRatio,
    p50Ms: toMs(all.response.quantile(0.5)),
    p99Ms: all.response.total >= sampleFloor(0.99) ? toMs(p99) : null,
    lossRatio,
    growthRatio,
    verdict: broken.length > 0 ? 'limit' : missed.length > 0 ? 'bad' : 'good',
    collapsed: broken.length === 0 && answeredRatio < collapseAnsweredRatio,
    flaws: broken.length > 0 ? broken : missed,
  };
}

function brokenBy(plan: PlanRecord): PointFlaw[] {
  const { ledger } = plan;
  const late = (plan.all.ownLateness.quantile(0.99) ?? 0) / 1000 > lateLimitMs;
  const dropped = ledger.dropped > droppedLimitRatio * ledger.planned;
  const lost =
    plan.mismatch !== null || ledger.unknown > droppedLimitRatio * ledger.sent || ledger.sent === 0;
  return [
    ...(late ? (['late-asks'] as const) : []),
    ...(dropped ? (['dropped-asks'] as const) : []),
    ...(lost ? (['ledger'] as const) : []),
  ];
}

/** The agents are the harness's own: an engine that lags makes every one of them slow. */
function brokenAgents(agents: PointAgents | null): PointFlaw[] {
  if (agents === null) return [];
  if (agents.work === null) return ['no-agent-record'];
  return (agents.engineDelayMs ?? 0) > lateLimitMs ? ['slow-engine'] : [];
}

/**
 * Mean number of open asks in the last quarter of the load minus that in its second quarter, and the asks offered between
 * the middles of the two. A queue that is kept up with has no trend; one in front of a server at x times its speed grows by
 * (x − 1)/x of what is offered.
 */
function growthOf(plan: PlanRecord): {
  readonly asks: number;
  readonly offered: number;
  readonly servedPerSec: number;
} {
  const windows = plan.windows.slice(0, Math.max(4, Math.floor(plan.loadEndUs / (plan.windowMs * 1000))));
  let open = 0;
  const opens = windows.map((window) => {
    open += window.planned - window.answered;
    return open;
  });
  const n = windows.length;
  const part = (from: number, to: number) =>
    [Math.floor(n * from), Math.max(Math.floor(n * to), Math.floor(n * from) + 1)] as const;
  const mean = ([from, to]: readonly [number, number]) =>
    opens.slice(from, to).reduce((sum, value) => sum + value, 0) / Math.max(1, to - from);
  const served = windows.slice(Math.floor(n / 4));
  const sum = (pick: 'planned' | 'answered', list = windows) =>
    list.reduce((total, window) => total + window[pick], 0);
  return {
    asks: mean(part(0.75, 1)) - mean(part(0.25, 0.5)),
    offered: sum('planned') / 2,
    servedPerSec: sum('answered', served) / Math.max(1e-9, (served.length * plan.windowMs) / 1000),
  };
}

function toMs(us: number | null): number | null {
  return us === null ? null : Math.round(us) / 1000;
}
