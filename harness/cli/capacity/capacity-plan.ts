import type { VendorManifest } from '../../../vendors/contract/manifest.ts';
import type { CapacityCriteria, CapacityPlan } from '../../schema/capacity.ts';
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

/**
 * The search as it will be played: criteria from the command line, else from the requirement set; the claim from the command
 * line, else from vendor.yaml. Throws SP_CLI_REQUIREMENTS when the set lacks a criterion, SP_CLI_VENDOR_FILE for a claim
 * that is no rate.
 */
export function resolveCapacity(
  input: CapacityInput,
  set: readonly Requirement[],
  vendor: VendorManifest,
): ResolvedCapacity {
  const claimPerSec = input.claimPerSec ?? claimOf(vendor);
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
    plan: { ...input, claimPerSec, criteria, coLocated: isCoLocated(vendor) },
    requirements: set.map((line) => withTarget(line, criteria, claimPerSec)),
  };
}

function withTarget(line: Requirement, criteria: CapacityCriteria, claimPerSec: number | null): Requirement {
  if (line.metric === 'capacity.sustained.rate')
    return claimPerSec === null ? line : { ...line, target: claimPerSec };
  const key = (Object.keys(metricOf) as (keyof CapacityCriteria)[]).find(
    (one) => metricOf[one] === line.metric,
  );
  return key === undefined ? line : { ...line, target: criteria[key] };
}

/** `settings.claims.ratePerSec` of vendor.yaml. */
function claimOf({ id, settings }: VendorManifest): number | null {
  const claims = settings.claims as { readonly ratePerSec?: unknown } | undefined;
  const rate = claims?.ratePerSec;
  if (rate === undefined) return null;
  if (typeof rate === 'number' && rate > 0) return rate;
  throw new StormproofError('SP_CLI_VENDOR_FILE', `vendor.yaml of ${id}: the claim cannot be used`, [
    `settings.claims.ratePerSec: ${JSON.stringify(rate)}: asks a second, a number above 0`,
  ]);
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A vendor that the harness starts, or that answers on loopback, shares the machine. */
function isCoLocated({ webhookUrl }: VendorManifest): boolean {
  return webhookUrl === undefined || loopback.test(new URL(webhookUrl).hostname);
}
