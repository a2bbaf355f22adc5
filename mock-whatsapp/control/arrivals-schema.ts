import { z } from 'zod';
import type { Arrivals } from '../contract/plan.ts';

const count = z.int().min(1);
const milliseconds = z.number().min(0);
export const range = z
  .tuple([milliseconds, milliseconds])
  .refine(([low, high]) => low <= high, 'must be [low, high]');

/** Longest plan: a week. Beyond it a time is more likely an epoch time that nobody made relative. */
const longestMs = 7 * 24 * 3_600_000;
/** Most asks of a plan: 8 hours at 1,000/s (design §4.3) are 28.8 million; expanding and hashing takes about 0.3 µs each. */
const mostAsks = 50_000_000;

const common = {
  customers: count,
  durationMs: z.number().positive().max(longestMs, 'must be at most 7 days'),
};

function tooMany(asks: number, context: z.RefinementCtx, path: readonly string[]): void {
  if (asks <= mostAsks) return;
  const message = `the plan would have ${Math.round(asks)} asks: at most ${mostAsks}`;
  context.addIssue({ code: 'custom', path: [...path], message });
}

const rated = { ...common, ratePerSec: z.number().positive() };
function rateLimit(
  { ratePerSec, durationMs }: { readonly ratePerSec: number; readonly durationMs: number },
  context: z.RefinementCtx,
): void {
  tooMany((ratePerSec * durationMs) / 1000, context, ['ratePerSec']);
}

const cadence = z
  .strictObject({
    ...common,
    kind: z.literal('cadence'),
    firstWithinMs: z.number().positive(),
    secondAfterMs: range,
    everyMs: range.refine(([low]) => low >= 1, 'must be at least 1 ms'),
  })
  .superRefine(({ customers, durationMs, everyMs: [low, high] }, context) =>
    tooMany(customers * (2 + (2 * durationMs) / (low + high)), context, ['customers']),
  );

const burst = z
  .strictObject({
    ...common,
    kind: z.literal('burst'),
    ratePerSec: z.number().min(0),
    everyMs: z.number().positive(),
    asks: count,
    withinMs: z.number().positive(),
  })
  .superRefine((plan, context) => {
    const { ratePerSec, durationMs, everyMs, withinMs, asks } = plan;
    const path = ['withinMs'];
    if (withinMs > everyMs)
      context.addIssue({ code: 'custom', path, message: `must not be above everyMs (${everyMs})` });
    tooMany((ratePerSec * durationMs) / 1000 + (asks * durationMs) / everyMs, context, ['asks']);
  });

const explicit = z
  .strictObject({
    kind: z.literal('explicit'),
    customers: count,
    atMs: z.array(z.number()),
    customer: z.array(z.int()),
  })
  .superRefine(({ atMs, customer, customers }, context) => {
    function add(path: readonly (string | number)[], message: string): void {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    if (atMs.length === 0) add(['atMs'], 'must hold at least one time');
    if (atMs.length !== customer.length)
      add(['customer'], `must have as many entries as atMs (${atMs.length})`);
    atMs.forEach((at, index) => {
      const before = atMs[index - 1] ?? 0;
      if (at < 0) add(['atMs', index], 'must not be negative: times count from the first ask or later');
      else if (at > longestMs)
        add(
          ['atMs', index],
          `must be at most ${longestMs} (7 days): times count from the plan's start, in ms`,
        );
      else if (at < before) add(['atMs', index], `must not be earlier than the one before (${before})`);
    });
    customer.forEach((index, ask) => {
      if (index < 0 || index >= customers)
        add(['customer', ask], `must be at least 0 and below customers (${customers})`);
    });
  });

/** Who asks what, when: every problem of every time is named. */
export const arrivalsSchema: z.ZodType<Arrivals> = z.discriminatedUnion('kind', [
  cadence,
  z.strictObject({ ...rated, kind: z.literal('uniform') }).superRefine(rateLimit),
  z.strictObject({ ...rated, kind: z.literal('poisson') }).superRefine(rateLimit),
  burst,
  explicit,
  z.strictObject({ ...common, kind: z.literal('saturate'), inFlight: count }),
]);
