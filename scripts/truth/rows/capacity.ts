import { kneeMeasures, proxyReleases, stubReleases } from '../measure/knee.ts';
import type { TruthRow } from '../row.ts';
import { always } from './steady.ts';

/**
 * A cap as the knee of a capacity search, and a vendor who claims more. What a search on one machine finds is a proven lower
 * bound (design §4.4): the claim above it is expected "not proven", and the knee is held against the cap's own log.
 */
export const capacityRows: readonly TruthRow[] = [
  {
    id: 'capacity-rate',
    family: 'capacity',
    covers: ['A50', 'B53'],
    what: 'at most 66 answers a second; the vendor claims 80',
    vendor: { base: 'stub', behaviours: [{ kind: 'cap', size: { perSec: 66 }, ...always }] },
    play: { kind: 'capacity', ramp: 'rate', start: 40, max: 100, claim: 80, points: 7, seconds: 12 },
    set: null,
    defects: {},
    straddles: ['capacity-sustained'],
    aboutSec: 130,
    measure: (run) => kneeMeasures(run, stubReleases(run), { ramp: 'rate', nominal: 66, perSecOfOne: 1 }),
  },
  {
    id: 'capacity-agents',
    family: 'capacity',
    covers: ['A49'],
    what: 'the SCRM sends 20 answers a second, enough for 40 agents at 30 asks a minute; the vendor claims 60',
    vendor: { base: 'reference', behaviours: [{ kind: 'cap', size: { perSec: 20 }, ...always }] },
    play: {
      kind: 'capacity',
      ramp: 'agents',
      start: 25,
      max: 70,
      claim: 60,
      points: 7,
      seconds: 10,
      pace: 30,
    },
    set: null,
    defects: {},
    // 185 asks in a point are less than a p99 takes.
    straddles: ['capacity-agents', 'capacity-p99'],
    aboutSec: 180,
    measure: (run) =>
      kneeMeasures(run, proxyReleases(run), { ramp: 'agents', nominal: 40, perSecOfOne: 0.5 }),
  },
];
