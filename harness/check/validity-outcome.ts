import type { Artefacts } from '../record/artefacts.ts';
import type { Metric, ValidityCheck } from '../schema/result.ts';
import type { MeasuredPart } from './phase-of.ts';

/** One validity check's answer, and the scenarios whose figures it speaks of. */
export interface ValidityOutcome {
  readonly check: ValidityCheck;
  readonly scenarios: readonly MeasuredPart[];
}

/** Pure; null = nothing to check in this run. */
export type ValidityRule = (
  artefacts: Artefacts,
  metrics: ReadonlyMap<string, Metric>,
) => ValidityOutcome | null;

/** State of a value against a limit that it must not pass; above `warnAt` a warning. */
export function stateOf(
  value: number | null,
  limit: number,
  warnAt: number = limit,
): 'ok' | 'warning' | 'failed' | 'unknown' {
  if (value === null) return 'unknown';
  if (value > limit) return 'failed';
  return value > warnAt ? 'warning' : 'ok';
}
