import { z } from 'zod';
import type { PushPlan } from '../contract/pushes.ts';

const milliseconds = z.number().min(0);

/** Body of POST /_sim/pushes. */
export const pushPlanSchema: z.ZodType<PushPlan> = z
  .strictObject({
    v: z.literal(1),
    id: z.string().regex(/^[a-z0-9-]+$/, 'must be of a-z, 0-9 and -'),
    leadMs: milliseconds,
    customer: z.array(z.int().min(0)).min(1),
    atMs: z.array(milliseconds),
    nonce: z.array(
      z
        .string()
        .regex(
          /^[A-Za-z0-9](?:[A-Za-z0-9_-]{1,62}[A-Za-z0-9])$/,
          'must be 3 to 64 of A-Z a-z 0-9 - _, so that it can be found in a message',
        ),
    ),
    drain: z.strictObject({ quietMs: milliseconds, maxMs: milliseconds }),
  })
  .superRefine((plan, context) => {
    for (const list of ['atMs', 'nonce'] as const)
      if (plan[list].length !== plan.customer.length)
        context.addIssue({
          code: 'custom',
          path: [list],
          message: `must have as many entries as customer (${plan.customer.length})`,
        });
    const seen = new Map<string, number>();
    plan.nonce.forEach((nonce, index) => {
      const before = seen.get(nonce);
      if (before === undefined) seen.set(nonce, index);
      else
        context.addIssue({
          code: 'custom',
          path: ['nonce', index],
          message: `must be unique, push ${before} has it too`,
        });
    });
  });
