import type { Capability } from '../../../vendors/contract/capabilities.ts';
import type { VendorManifest } from '../../../vendors/contract/manifest.ts';
import type { CapacityCriteria, CapacityPlan, Ramp } from '../../schema/capacity.ts';
import { StormproofError } from '../../schema/errors.ts';
import type { Requirement } from '../../schema/requirement.ts';
import type { CapacityInput } from '../options/evaluate-options.ts';

const metricOf: Readonly<Record<keyof CapacityCriteria, string>> = {
  answeredRatio: 'capacity.point.answered_ratio',
  p99Ms: 'capacity.point.response_p99',
  lossRatio: 'capacity.point.loss_ratio',
};

export interface ResolvedCapacity {
  readonly plan: CapacityPlan;
  /** The set's lines with what the command line and the vendor's claim put in. */
  readonly requirements: readonly Requirement[];
}

/** What an agent's operation needs of the vendor. */
const agentNeeds = ['agent.session', 'agent.field'] as const satisfies readonly Capability[];

/**
 * The search as it will be played: criteria from the command line, else from the requirement set; the claim from the command
 * line, else from vendor.yaml. Throws SP_CLI_REQUIREMENTS when the set lacks a criterion, SP_CLI_VENDOR_FILE for a claim
 * that is no number, SP_CLI_USAGE for agents of a vendor that has none.
 */
export function resolveCapacity(
  input: CapacityInput,
  set: readonly Requirement[],
  vendor: VendorManifest,
): ResolvedCapacity {
  if (input.ramp === 'agents') refuseWithoutAgents(vendor);
  const claim = input.claim ?? claimOf(vendor, input.ramp);
  const missing: string[] = [];
  const criterion = (key: keyof CapacityCriteria): number => {
    const line = set.find(({ metric }) => metric === metricOf[key]);
    if (line === undefined && input.criteria[key] === undefined)
      missing.push(`${metricOf[key]}: no line: what a good point must show`);
    return input.criteria[key] ?? line?.target ?? 0;
  };
  const criteria = {
    answeredRatio: criterion('answeredRatio'),
    p99Ms: criterion('p99Ms'),
    lossRatio: criterion('lossRatio'),
  };
  if (missing.length > 0)
    throw new StormproofError('SP_CLI_REQUIREMENTS', 'the requirement set cannot judge a point', missing);
  return {
    plan: planOf(input, claim, criteria, isCoLocated(vendor)),
    requirements: set.map((line) => withTarget(line, criteria, `capacity.sustained.${input.ramp}`, claim)),
  };
}

function refuseWithoutAgents({ id, capabilities, connectionMode }: VendorManifest): void {
  const missing = agentNeeds.filter((capability) => !capabilities.includes(capability));
  if (missing.length > 0)
    throw new StormproofError('SP_CLI_USAGE', `--ramp agents: vendor ${id} has no ${missing.join(', ')}`, [
      'agents work through the vendor’s own API: client.ts with openAgent(), and both capabilities in vendor.yaml',
    ]);
  if (connectionMode !== 'full')
    throw new StormproofError(
      'SP_CLI_USAGE',
      `--ramp agents: not possible in connection mode ${connectionMode}: the asks come through simulated Meta`,
    );
}

function planOf(
  { ramp, start, max, maxPoints, pointMs, asksPerAgentMinute }: CapacityInput,
  claim: number | null,
  criteria: CapacityCriteria,
  coLocated: boolean,
): CapacityPlan {
  const common = { maxPoints, pointMs, coLocated, criteria };
  return ramp === 'agents'
    ? { ramp, startAgents: start, maxAgents: max, claimAgents: claim, asksPerAgentMinute, ...common }
    : { ramp, startPerSec: start, maxPerSec: max, claimPerSec: claim, ...common };
}

function withTarget(
  line: Requirement,
  criteria: CapacityCriteria,
  sustained: string,
  claim: number | null,
): Requirement {
  if (line.metric === sustained) return claim === null ? line : { ...line, target: claim };
  const key = (Object.keys(metricOf) as (keyof CapacityCriteria)[]).find(
    (one) => metricOf[one] === line.metric,
  );
  return key === undefined ? line : { ...line, target: criteria[key] };
}

const claimKeys = {
  rate: { key: 'ratePerSec', means: 'asks a second, a number above 0' },
  agents: { key: 'agents', means: 'agents at work at one time, a whole number above 0' },
} as const satisfies Readonly<Record<Ramp, object>>;

/** `settings.claims.ratePerSec` or `settings.claims.agents` of vendor.yaml. */
function claimOf({ id, settings }: VendorManifest, ramp: Ramp): number | null {
  const { key, means } = claimKeys[ramp];
  const claims = settings.claims as Readonly<Record<string, unknown>> | undefined;
  const claim = claims?.[key];
  if (claim === undefined) return null;
  if (typeof claim === 'number' && claim > 0 && (ramp === 'rate' || Number.isInteger(claim))) return claim;
  throw new StormproofError('SP_CLI_VENDOR_FILE', `vendor.yaml of ${id}: the claim cannot be used`, [
    `settings.claims.${key}: ${JSON.stringify(claim)}: ${means}`,
  ]);
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A vendor that the harness starts, or that answers on loopback, shares the machine. */
function isCoLocated({ webhookUrl }: VendorManifest): boolean {
  return webhookUrl === undefined || loopback.test(new URL(webhookUrl).hostname);
}
