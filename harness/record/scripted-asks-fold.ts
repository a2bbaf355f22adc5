import type { EngineSample } from '../schema/artefacts.ts';
import { Histogram } from '../stats/histogram.ts';
import type { ScriptedAsks } from './artefacts.ts';

type Building = { -readonly [Key in keyof ScriptedAsks]: ScriptedAsks[Key] };

/** Folds the samples of scenarios/lib/ask.ts, by scenario: `sp_ask_service` and `sp_hole` in ms, `sp_ask_unanswered`. */
export function scriptedAsksFold(): {
  readonly add: (sample: EngineSample) => void;
  readonly finish: () => readonly ScriptedAsks[];
} {
  const asks = new Map<string, Building>();

  function of(scenario: string): Building {
    const known = asks.get(scenario);
    if (known !== undefined) return known;
    const fresh = { scenario, service: new Histogram(), hole: new Histogram(), unanswered: 0 };
    asks.set(scenario, fresh);
    return fresh;
  }

  return {
    add({ scenario, metric, value }) {
      if (metric === 'sp_ask_service') of(scenario).service.record(value * 1000);
      else if (metric === 'sp_hole') of(scenario).hole.record(value * 1000);
      else if (metric === 'sp_ask_unanswered') of(scenario).unanswered += value;
    },
    finish: () => [...asks.values()],
  };
}
