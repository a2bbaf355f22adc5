import { countMeasure } from '../measure/counts.ts';
import { sustainedRate } from '../measure/throughput.ts';
import { heldTimes } from '../measure/times.ts';
import type { TruthRow } from '../row.ts';
import { always, stubRow } from './steady.ts';

const touches = ['steady.response'];

/** A vendor that can do so much a second. Above its load a cap is no defect: nothing may be found. */
export const capRows: readonly TruthRow[] = [
  stubRow({
    id: 'cap-40-at-50',
    family: 'cap',
    covers: ['A50', 'B53'],
    what: 'at most 40 answers a second under 50 asks a second: the queue grows',
    behaviours: [{ kind: 'cap', size: { perSec: 40 }, ...always, touches }],
    defects: { cap: ['steady-p50', 'steady-p99'] },
    measure: (run) => [sustainedRate(run, 40), ...heldTimes(run, ['p50', 'p99'])],
  }),
  stubRow({
    id: 'cap-150-at-200',
    family: 'cap',
    covers: ['A50'],
    what: 'at most 150 answers a second under 200 asks a second',
    behaviours: [{ kind: 'cap', size: { perSec: 150 }, ...always, touches }],
    ratePerSec: 200,
    defects: { cap: ['steady-p50', 'steady-p99'] },
    measure: (run) => [sustainedRate(run, 150), ...heldTimes(run, ['p50', 'p99'])],
  }),
  stubRow({
    id: 'cap-100-at-50',
    family: 'control',
    what: 'at most 100 answers a second under 50 asks a second: nothing to find',
    behaviours: [{ kind: 'cap', size: { perSec: 100 }, ...always, touches }],
    defects: {},
    measure: (run) => [countMeasure(run, 'steady.lost', 0), countMeasure(run, 'steady.late', 0)],
  }),
];
