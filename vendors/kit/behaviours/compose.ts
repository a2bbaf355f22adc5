import type { BehaviourSpec } from '../../contract/lifecycle.ts';
import { type Answer, type Behaviour, type Effect, noEffect, type PlannedWork } from './behaviour.ts';
import { delay } from './delay.ts';
import { drop } from './drop.ts';
import { duplicate } from './duplicate.ts';
import { stall } from './stall.ts';

/** What one behaviour did to an answer; behaviours without effect are left out. */
export interface Applied extends Effect {
  readonly kind: BehaviourSpec['kind'];
}

export interface Decision extends Effect {
  readonly applied: readonly Applied[];
}

/** Decides over one answer; the same answer always gets the same decision. */
export type Decide = (answer: Answer) => Decision;

/**
 * Chains behaviours in the order of vendor.yaml: each sees the answer when the one before lets it go (holds add up,
 * copies multiply) and under the ordinal it had at the start of the chain. A dropped answer is not held.
 *
 * Throws when an onset above 0 is asked for and the planned work is unknown.
 */
export function composeBehaviours(specs: readonly BehaviourSpec[], planned: PlannedWork | null): Decide {
  const chain = specs.map((spec) => ({ kind: spec.kind, behave: behaviourOf(spec, planned) }));
  return (answer) => {
    let effect = noEffect;
    const applied: Applied[] = [];
    for (const { kind, behave } of chain) {
      const own = behave({ ordinal: answer.ordinal, elapsedMs: answer.elapsedMs + effect.holdMs });
      effect = { holdMs: effect.holdMs + own.holdMs, copies: effect.copies * own.copies };
      if (own.holdMs > 0 || own.copies !== 1) applied.push({ kind, ...own });
    }
    if (effect.copies > 0) return { ...effect, applied };
    return { holdMs: 0, copies: 0, applied: applied.filter(({ kind }) => kind === 'drop') };
  };
}

function behaviourOf(spec: BehaviourSpec, planned: PlannedWork | null): Behaviour {
  if (spec.onset > 0 && planned === null) {
    throw new Error(
      `behaviour ${spec.kind}: onset ${spec.onset} needs the planned work; give settings.planned {answers, ms} in vendor.yaml`,
    );
  }
  const work = planned ?? { answers: 0, ms: 0 };
  switch (spec.kind) {
    case 'delay':
      return delay(spec.size, spec.onset, work);
    case 'drop':
      return drop(spec.size, spec.onset, work);
    case 'duplicate':
      return duplicate(spec.size, spec.onset, work);
    case 'stall':
      return stall(spec.size, spec.onset, work);
  }
}
