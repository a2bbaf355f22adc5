import { z } from 'zod';
import {
  type BehaviourKind,
  type BehaviourSpec,
  behaviourKinds,
  behaviourPlaces,
  touchable,
} from '../../../vendors/contract/behaviours.ts';

const ms = z.number().positive('must be above 0 ms').max(3_600_000, 'must be at most an hour');
const time = z.number().min(0, 'must not be negative').max(3_600_000, 'must be at most an hour');
const ratio = z.number().gt(0, 'must be above 0').max(1, 'must be at most 1');
const share = z.number().min(0, 'must be a share, 0 to 1').max(1, 'must be a share, 0 to 1');
const status = z.number().int().min(400, 'must be an error status, 400 to 599').max(599);
const every = z.strictObject({ every: z.number().int().min(1) });
const range = z.tuple([time, time]).refine(([low, high]) => low <= high, 'must be [low, high]');
const nothing = z.strictObject({}).default({});

const hold = z.union(
  [
    z.strictObject({ ms }),
    z.strictObject({ uniform: range }),
    z.strictObject({ bimodal: z.tuple([time, time]), share: ratio }),
    z.strictObject({
      lognormal: z.strictObject({ medianMs: ms, sigma: z.number().positive().max(3), maxMs: ms }),
    }),
  ],
  {
    error:
      'expected {ms}, {uniform: [low, high]}, {bimodal: [fast, slow], share} or {lognormal: {medianMs, sigma, maxMs}}, times above 0 ms',
  },
);

const sizes = {
  delay: hold,
  drift: z.strictObject({ fromMs: time, toMs: ms, within: share }),
  stall: z.strictObject({ ms }),
  cap: z.strictObject({ perSec: z.number().positive() }),
  drop: every,
  duplicate: every,
  'fail-after': z.strictObject({ status }),
  'error-share': z.strictObject({ ratio, status }),
  'wrong-field': z.strictObject({ ratio }),
  'crash-above': z.strictObject({ perHour: z.number().positive(), windowMs: ms, downMs: ms }),
  'dropped-index': z.strictObject({
    index: z.string().regex(/^[a-z0-9_]+$/, 'must be the name of an index'),
  }),
  'leaking-queue': z.strictObject({ bytesPerMessage: z.number().int().min(1).max(10_000_000) }),
  'no-idempotency': nothing,
  'memory-state': z.strictObject({ flushMs: ms }),
  'first-of-batch': nothing,
  'rejects-failed': nothing,
  'no-fencing': z.strictObject({ afterSends: z.number().int().min(1), pauseMs: ms }),
  'slow-restart': z.strictObject({ downMs: ms }),
} satisfies Readonly<Record<BehaviourKind, z.ZodType>>;

const touched = new RegExp(`^(${touchable.join('|')})(\\.[a-z0-9_]+)*$`);

const common = {
  onset: share.default(0),
  tolerance: z
    .number()
    .gt(0, 'must be above 0: no figure is exact; counts are compared exactly whatever it says')
    .max(1, 'must be at most 1')
    .default(0.02),
  at: z.enum(behaviourPlaces).optional(),
  touches: z
    .array(
      z
        .string()
        .regex(touched, `must be a scenario (${touchable.join(', ')}) or the begin of one of its metrics`),
    )
    .optional(),
  article: z.string().min(1).max(300, 'must be at most 300 characters').optional(),
};

function specOf<Kind extends BehaviourKind>(kind: Kind) {
  return z.strictObject({ kind: z.literal(kind), size: sizes[kind], ...common });
}

const [first, ...rest] = behaviourKinds.map(specOf);
if (first === undefined) throw new Error('no kinds');

/** One line of `behaviours:` in vendor.yaml. What several lines contradict each other in is told by contradictions.ts. */
export const behaviourSchema = z.discriminatedUnion('kind', [first, ...rest], {
  error: (issue) => {
    if (issue.code !== 'invalid_union') return undefined;
    const kind = (issue.input as { kind?: unknown } | null)?.kind;
    return kind === undefined
      ? `needs a kind: one of ${behaviourKinds.join(', ')}`
      : `unknown kind ${JSON.stringify(kind)}; one of ${behaviourKinds.join(', ')}`;
  },
}) as unknown as z.ZodType<BehaviourSpec>;
