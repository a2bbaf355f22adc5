import type { PlanRecord } from '../../record/artefacts.ts';
import { ratio } from '../../stats/truncate.ts';
import { causeOf } from '../cause.ts';
import { askScenarios, plansOf } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** More replies that fail the matcher than meet it: then the matcher is as likely wrong as the vendor. */
const limit = 0.5;
/** A tenth is worth a look at the vendor's replies. */
const warnAt = 0.1;

/** Share of the vendor's replies that the matcher took for holding or for somebody else's answer. */
export const matcherSuspect: ValidityRule = (artefacts) => {
  const plans = askScenarios.flatMap((scenario) =>
    plansOf(artefacts, scenario).map((plan) => ({ scenario, plan: plan.id, ...repliesOf(plan) })),
  );
  if (plans.length === 0) return null;
  const judged = plans.filter(({ failing, matching }) => failing + matching > 0);
  const worst = judged.sort((a, b) => b.share - a.share)[0];
  const value = worst?.share ?? null;
  const state = stateOf(value, limit, warnAt);
  return {
    check: {
      id: 'matcher-suspect',
      value,
      limit,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf(
        'matcher-suspect',
        state,
        worst === undefined
          ? {}
          : { plan: worst.plan, failing: worst.failing, replies: worst.failing + worst.matching },
      ),
    },
    scenarios: [...new Set(judged.filter(({ share }) => share > limit).map(({ scenario }) => scenario))],
  };
};

function repliesOf({ ledger }: PlanRecord): { failing: number; matching: number; share: number } {
  const failing = ledger.holding + ledger.wrong;
  const matching = ledger.answered + ledger.late + ledger.extraAnswers;
  return { failing, matching, share: ratio(failing, failing + matching) ?? 0 };
}
