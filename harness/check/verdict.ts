import { exitCodes } from '../schema/exit-codes.ts';
import type { RequirementResult, Result } from '../schema/result.ts';
import { type JudgedReading, mergeAll } from './lattice.ts';

/** Folds the must-haves that this run could judge (design §4.4). An invalid measurement overrides them. */
export function verdictOf(
  requirements: readonly RequirementResult[],
  validity: Result['validity']['state'],
): Result['verdict'] {
  const musts = requirements.filter((requirement) => requirement.level === 'must');
  const judged = musts.filter((requirement) => requirement.reading !== 'not-tested');
  const reading = mergeAll(judged.map((requirement) => requirement.reading as JudgedReading));
  const ids = (wanted: string) =>
    musts.filter((requirement) => requirement.reading === wanted).map((requirement) => requirement.id);
  const outcome = validity === 'invalid' ? 'invalid' : outcomes[reading];
  return {
    outcome,
    reading,
    exitCode: exits[outcome],
    mustHaves: judged.length,
    missed: ids('does-not-meet'),
    unproven: ids('not-proven'),
    notTested: ids('not-tested'),
  };
}

const outcomes = {
  meets: 'pass',
  'meets-narrowly': 'pass',
  'not-proven': 'open',
  'does-not-meet': 'fail',
} as const satisfies Readonly<Record<JudgedReading, Result['verdict']['outcome']>>;

const exits = {
  pass: exitCodes.meets,
  fail: exitCodes.doesNotMeet,
  open: exitCodes.notProven,
  invalid: exitCodes.invalid,
} as const;
