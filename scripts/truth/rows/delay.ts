import { onsetMeasure } from '../measure/onset.ts';
import { heldTimes, pairedError } from '../measure/times.ts';
import type { TruthRow } from '../row.ts';
import { always, stubRow } from './steady.ts';

/** Answers held for a time drawn from a distribution. */
export const delayRows: readonly TruthRow[] = [
  stubRow({
    id: 'delay-50',
    family: 'delay',
    what: 'every answer held for 50 ms, 200 asks/s',
    behaviours: [{ kind: 'delay', size: { ms: 50 }, ...always, touches: ['steady.response'] }],
    ratePerSec: 200,
    defects: { delay: ['steady-p50'] },
    measure: (run) => [pairedError(run), ...heldTimes(run, ['p50', 'p99'], { p50: 50 })],
  }),
  stubRow({
    id: 'delay-200',
    family: 'delay',
    what: 'every answer held for 200 ms',
    behaviours: [{ kind: 'delay', size: { ms: 200 }, ...always, touches: ['steady.response'] }],
    defects: { delay: ['steady-p50', 'steady-p99'] },
    measure: (run) => [pairedError(run), ...heldTimes(run, ['p50', 'p99'], { p50: 200, p99: 200 })],
  }),
  stubRow({
    id: 'delay-1000',
    family: 'delay',
    what: 'every answer held for 1 s',
    behaviours: [{ kind: 'delay', size: { ms: 1000 }, ...always, touches: ['steady.response'] }],
    defects: { delay: ['steady-p50', 'steady-p99'] },
    measure: (run) => [pairedError(run), ...heldTimes(run, ['p50', 'p99'], { p50: 1000, p99: 1000 })],
  }),
  stubRow({
    id: 'delay-uniform',
    family: 'delay',
    covers: ['A48'],
    what: 'vendor B of the beauty brand: 2 s ± 0.3 s, evenly spread',
    behaviours: [{ kind: 'delay', size: { uniform: [1700, 2300] }, ...always, touches: ['steady.response'] }],
    defects: { delay: ['steady-p50', 'steady-p99'] },
    measure: (run) => [pairedError(run), ...heldTimes(run, ['p50', 'p90', 'p99'], { p50: 2000 })],
  }),
  stubRow({
    id: 'delay-bimodal',
    family: 'delay',
    what: 'nine of ten answers held for 20 ms, one of ten for 500 ms, 400 asks/s at random times',
    behaviours: [
      {
        kind: 'delay',
        size: { bimodal: [20, 500], share: 0.1 },
        ...always,
        touches: ['steady.response'],
      },
    ],
    ratePerSec: 400,
    arrivals: 'poisson',
    // A customer asks every 0.75 s: an answer held long is overtaken by the next one.
    defects: { delay: ['steady-p99', 'steady-reordered'] },
    measure: (run) => [
      pairedError(run),
      ...heldTimes(run, ['p50', 'p90', 'p99', 'p999'], { p50: 20, p99: 500, p999: 500 }),
    ],
  }),
  stubRow({
    id: 'delay-heavy-tail',
    family: 'delay',
    what: 'log-normal holds: median 80 ms, sigma 0.8, cut off at 5 s; 400 asks/s',
    behaviours: [
      {
        kind: 'delay',
        size: { lognormal: { medianMs: 80, sigma: 0.8, maxMs: 5000 } },
        ...always,
        touches: ['steady.response'],
      },
    ],
    ratePerSec: 400,
    defects: { delay: ['steady-p50', 'steady-p99', 'steady-reordered'] },
    measure: (run) => [pairedError(run), ...heldTimes(run, ['p50', 'p90', 'p99', 'p999'], { p50: 80 })],
  }),
  stubRow({
    id: 'delay-late',
    family: 'onset',
    what: 'good for half of the answers, then held for 300 ms',
    behaviours: [
      { kind: 'delay', size: { ms: 300 }, onset: 0.5, tolerance: 0.02, touches: ['steady.response'] },
    ],
    defects: { delay: ['steady-p99'] },
    measure: (run) => [...heldTimes(run, ['p99'], { p99: 300 }), onsetMeasure(run, 'delay', 0.5)],
  }),
  stubRow({
    id: 'delay-last-quarter',
    family: 'onset',
    what: 'good for three quarters of the answers, then held for 400 ms',
    behaviours: [
      { kind: 'delay', size: { ms: 400 }, onset: 0.75, tolerance: 0.02, touches: ['steady.response'] },
    ],
    defects: { delay: ['steady-p99'] },
    measure: (run) => [...heldTimes(run, ['p99'], { p99: 400 }), onsetMeasure(run, 'delay', 0.75)],
  }),
];
