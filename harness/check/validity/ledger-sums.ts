import type { PlanRecord, PushRecord } from '../../record/artefacts.ts';
import { causeOf } from '../cause.ts';
import { askScenarios, plansOf } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** Asks whose fate our own record can't tell: a loss target of 0.1 % can't be judged beside as many unknowns. */
const limit = 0.001;

/**
 * The account of every ask and of every expected push: its rows must sum, the mock's own counts must agree with the lines
 * in the file, and next to no ask may be unknown.
 */
export const ledgerSums: ValidityRule = (artefacts) => {
  const plans = askScenarios.flatMap((scenario) =>
    plansOf(artefacts, scenario).map((plan) => ({ scenario, plan })),
  );
  const brokenPushes = artefacts.pushes.filter((push) => push.mismatch !== null);
  if (plans.length + artefacts.pushes.length === 0) return null;
  const broken = [
    ...plans.filter(({ plan }) => plan.mismatch !== null || !adds(plan)),
    ...brokenPushes.map((plan) => ({ scenario: 'campaign' as const, plan })),
  ];
  const sent = plans.reduce((total, { plan }) => total + plan.ledger.sent, 0);
  const unknown = plans.reduce((total, { plan }) => total + plan.ledger.unknown, 0);
  const value = sent > 0 ? unknown / sent : 0;
  const state = broken.length > 0 ? 'failed' : stateOf(value, limit, 0);
  const values = {
    unknown,
    sent,
    ...mismatchOf(broken[0]?.plan),
  };
  return {
    check: {
      id: 'ledger-sums',
      value,
      limit,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf('ledger-sums', state, values),
    },
    scenarios: [...new Set((broken.length > 0 ? broken : plans).map(({ scenario }) => scenario))],
  };
};

/** What disagrees: asks injected as the mock told, and as the file holds. */
function mismatchOf(plan: PlanRecord | PushRecord | undefined): Record<string, string | number> {
  if (plan === undefined) return {};
  return { plan: plan.id, ...(plan.mismatch ?? {}) };
}

function adds({ ledger }: PlanRecord): boolean {
  const { answered, late, lost, undelivered, unknown } = ledger;
  return (
    ledger.planned === ledger.dropped + ledger.sent &&
    ledger.sent === answered + late + lost + undelivered + unknown
  );
}
