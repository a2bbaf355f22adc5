import type { BehaviourKind, BehaviourSpec } from '../../contract/behaviours.ts';
import { type Answer, type Behaviour, type Effect, noEffect, type PlannedWork } from './behaviour.ts';
import { cap } from './cap.ts';
import { crashAbove } from './crash-above.ts';
import { delay } from './delay.ts';
import { drift } from './drift.ts';
import { drop } from './drop.ts';
import { duplicate } from './duplicate.ts';
import { errorShare } from './error-share.ts';
import { failAfter } from './fail-after.ts';
import { stall } from './stall.ts';
import { wrongField } from './wrong-field.ts';

/** What one behaviour did to an answer; behaviours without effect are left out. */
export interface Applied extends Effect {
  readonly kind: BehaviourKind;
}

export interface Decision extends Effect {
  readonly applied: readonly Applied[];
}

/** Decides over one answer. */
export type Decide = (answer: Answer) => Decision;

/**
 * Chains behaviours in the order of vendor.yaml: each sees the answer when the one before lets it go (holds add up,
 * copies multiply) and under the ordinal it had at the start of the chain. One that is dropped or refused is not held,
 * and what comes later in the chain does not see it.
 *
 * Throws when an onset above 0 is asked for and the planned work is unknown, and for kinds that only the vendor itself
 * can realise.
 */
export function composeBehaviours(
  specs: readonly BehaviourSpec[],
  planned: PlannedWork | null,
  seed = 1,
): Decide {
  const chain = specs.map((spec, index) => ({
    kind: spec.kind,
    behave: behaviourOf(spec, planned, seed + index),
  }));
  return (answer) => {
    let effect = noEffect;
    const applied: Applied[] = [];
    for (const { kind, behave } of chain) {
      const own = behave({ ...answer, elapsedMs: answer.elapsedMs + effect.holdMs });
      if (own === noEffect || (own.holdMs <= 0 && own.copies === 1 && !own.altered)) continue;
      applied.push({ kind, ...own });
      if (own.copies === 0) return { ...own, holdMs: 0, applied: applied.slice(-1) };
      effect = {
        holdMs: effect.holdMs + own.holdMs,
        copies: effect.copies * own.copies,
        ...(own.altered || effect.altered ? { altered: true } : {}),
      };
    }
    return { ...effect, applied };
  };
}

/** True where the size of the planned work decides when it acts. */
export function needsWork(spec: BehaviourSpec): boolean {
  return spec.onset > 0 || (spec.kind === 'drift' && spec.size.within > 0);
}

function behaviourOf(spec: BehaviourSpec, planned: PlannedWork | null, seed: number): Behaviour {
  if (planned === null && needsWork(spec)) {
    throw new Error(
      `behaviour ${spec.kind}: onset ${spec.onset} needs the planned work; give settings.planned {answers, ms} in vendor.yaml`,
    );
  }
  const work = planned ?? { answers: 0, ms: 0 };
  switch (spec.kind) {
    case 'delay':
      return delay(spec.size, spec.onset, work, seed);
    case 'drift':
      return drift(spec.size, spec.onset, work);
    case 'cap':
      return cap(spec.size, spec.onset, work);
    case 'drop':
      return drop(spec.size, spec.onset, work);
    case 'duplicate':
      return duplicate(spec.size, spec.onset, work);
    case 'stall':
      return stall(spec.size, spec.onset, work);
    case 'fail-after':
      return failAfter(spec.size, spec.onset, work);
    case 'error-share':
      return errorShare(spec.size, spec.onset, work);
    case 'wrong-field':
      return wrongField(spec.size, spec.onset, work);
    case 'crash-above':
      return crashAbove(spec.size, spec.onset, work);
    default:
      throw new Error(`behaviour ${spec.kind}: a switch inside the vendor; this vendor has none`);
  }
}
