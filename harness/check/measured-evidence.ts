import type { Artefacts } from '../record/artefacts.ts';
import type { Requirement } from '../schema/requirement.ts';
import type { Metric } from '../schema/result.ts';
import { drillOf, scenarioOfRequirement } from './scenario-of-requirement.ts';

export type EvidenceKind = 'samples' | 'minutes' | 'trials' | 'hours';

/** A kind of evidence of which there is less than the requirement needs. */
export interface Shortage {
  readonly kind: EvidenceKind;
  readonly needed: number;
  readonly had: number;
}

const sampleMetric = {
  rush: 'rush.sent',
  media: 'media.attempted',
  shift: 'shift.operations',
  failover: 'failover.trials',
  campaign: 'campaign.sends',
  orders: 'orders.attempted',
  api: 'api.calls',
  search: 'search.queries',
  drill: null,
  capacity: null,
} as const;

/** What a requirement needs and this run does not have; null = enough. */
export function shortageOf(
  requirement: Requirement,
  artefacts: Artefacts,
  metrics: ReadonlyMap<string, Metric>,
): Shortage | null {
  const { needs } = requirement;
  const had = measuredEvidence(requirement, artefacts, metrics);
  const kinds = ['samples', 'minutes', 'trials', 'hours'] as const;
  const kind = kinds.find((own) => had[own] < (needs[own] ?? 0));
  return kind === undefined ? null : { kind, needed: needs[kind] ?? 0, had: had[kind] };
}

function measuredEvidence(
  requirement: Requirement,
  artefacts: Artefacts,
  metrics: ReadonlyMap<string, Metric>,
): Readonly<Record<EvidenceKind, number>> {
  const scenario = scenarioOfRequirement(requirement);
  const value = (name: string | null) => (name === null ? 0 : (metrics.get(name)?.value ?? 0));
  const realTime = artefacts.plan.scenarios.some((planned) => planned.id === 'shift' && planned.hours > 0);
  return {
    samples: scenario === null ? 0 : value(sampleMetric[scenario]),
    minutes: value('rush.minutes'),
    trials: value(scenario === 'drill' ? `${drillOf(requirement)}.trials` : 'failover.trials'),
    hours: realTime ? (artefacts.shift?.hours.length ?? 0) : 0,
  };
}
