import { kneeMeasures, proxyReleases, stubReleases } from '../measure/knee.ts';
import type { TruthRow } from '../row.ts';
import { always } from './steady.ts';

/** A cap as the knee of a capacity search: found within its bracket, the vendor's claim above it refused. */
export const capacityRows: readonly TruthRow[] = [
  {
    id: 'capacity-rate',
    family: 'capacity',
    covers: ['A50', 'B53'],
    what: 'at most 66 answers a second; the vendor claims 80',
    vendor: { base: 'stub', behaviours: [{ kind: 'cap', size: { perSec: 66 }, ...always }] },
    play: { kind: 'capacity', ramp: 'rate', start: 40, max: 100, claim: 80, points: 7, seconds: 8 },
    set: null,
    defects: { cap: ['capacity-sustained'] },
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
    defects: { cap: ['capacity-agents'] },
    aboutSec: 180,
    measure: (run) =>
      kneeMeasures(run, proxyReleases(run), { ramp: 'agents', nominal: 40, perSecOfOne: 0.5 }),
  },
];
