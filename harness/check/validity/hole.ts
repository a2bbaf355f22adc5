import type { Artefacts, ScriptedAsks } from '../../record/artefacts.ts';
import { causeOf } from '../cause.ts';
import { type MeasuredPart, measuredParts } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** Design §4.1: 2 ms, or 5 % of the reported p99 where that is more. */
const floorMs = 2;
const share = 0.05;

interface Hole {
  readonly scenario: MeasuredPart;
  readonly valueMs: number | null;
  readonly limitMs: number;
}

/** What scripted asks waited beyond the mock's own span, p99: time that no figure of the span shows. */
export const hole: ValidityRule = (artefacts) => {
  const holes = measuredParts.flatMap((scenario) => holeOf(artefacts, scenario) ?? []);
  const [first, ...rest] = holes;
  if (first === undefined) return null;
  const size = (own: Hole) => (own.valueMs ?? -1) / own.limitMs;
  const worst = rest.reduce((a, b) => (size(b) > size(a) ? b : a), first);
  const state = stateOf(worst.valueMs, Number.POSITIVE_INFINITY, worst.limitMs);
  return {
    check: {
      id: 'hole',
      value: worst.valueMs,
      limit: worst.limitMs,
      unit: 'ms',
      state,
      moves: 'slower',
      cause: causeOf('hole', state, {
        scenario: worst.scenario,
        ...(worst.valueMs === null ? {} : { p99Ms: worst.valueMs }),
      }),
    },
    scenarios: holes.map((own) => own.scenario),
  };
};

/** Null where no script asked. */
function holeOf(artefacts: Artefacts, scenario: MeasuredPart): Hole | null {
  const asks = artefacts.engines
    .flatMap((engine) => engine.scriptedAsks)
    .filter((own) => partOf(own) === scenario);
  if (asks.length === 0) return null;
  const p99Ms = (kind: 'hole' | 'service') => {
    const values = asks.map((own) => own[kind].quantile(0.99)).filter((value) => value !== null);
    return values.length === 0 ? null : Math.max(...values) / 1000;
  };
  return { scenario, valueMs: p99Ms('hole'), limitMs: Math.max(floorMs, share * (p99Ms('service') ?? 0)) };
}

/** A script of the user's own names its scenarios as it likes. */
function partOf({ scenario }: ScriptedAsks): MeasuredPart {
  return measuredParts.find((part) => part === scenario) ?? 'script';
}
