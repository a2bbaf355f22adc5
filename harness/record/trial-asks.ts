import type { AskLine } from '../../mock-whatsapp/contract/events.ts';

/** Raw times of the asks of one trial, µs from the plan's start, ascending by due; NaN = never happened. */
export interface TrialAsks {
  readonly length: number;
  readonly due: Float64Array;
  readonly inj: Float64Array;
  readonly ack: Float64Array;
  readonly ans: Float64Array;
  readonly answers: Float64Array;
}

/** Keeps the raw times of one trial: 150 asks/s for at most two minutes, under 1 MB. Dropped asks are left out. */
export function trialAskBuffer(): { readonly add: (ask: AskLine) => void; readonly finish: () => TrialAsks } {
  const kept: (readonly [number, number, number, number, number])[] = [];
  return {
    add(ask) {
      if (ask.inj === null) return;
      kept.push([ask.due, ask.inj, ask.ack ?? Number.NaN, ask.ans ?? Number.NaN, ask.k]);
    },
    finish() {
      kept.sort((a, b) => a[0] - b[0]);
      const column = (index: 0 | 1 | 2 | 3 | 4) => Float64Array.from(kept, (row) => row[index]);
      return {
        length: kept.length,
        due: column(0),
        inj: column(1),
        ack: column(2),
        ans: column(3),
        answers: column(4),
      };
    },
  };
}
