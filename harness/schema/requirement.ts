import { z } from 'zod';

/**
 * One line of a requirement set (design §4.5). Thresholds live in these files, never in code.
 * `needs` is the evidence without which the reading is "not tested (needs …)".
 */
export const requirementSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by "-"'),
  /** Ids of ../requirements (A48 …) this line judges. */
  covers: z.array(z.string().regex(/^[ABCD]\d\d$/)).default([]),
  title: z.strictObject({ en: z.string().min(1), ko: z.string().min(1), zh: z.string().min(1) }),
  level: z.enum(['must', 'should']),
  /** Sizes at which the line applies; default: standard and full. */
  sizes: z
    .array(z.enum(['smoke', 'standard', 'full']))
    .min(1)
    .default(['standard', 'full']),
  /** A name of result.metrics. */
  metric: z.string().min(1),
  /** How the reading is made: names a file in harness/check/checkers/. */
  checker: z.string().min(1),
  comparison: z.enum(['<=', '>=']),
  target: z.number(),
  unit: z.enum(['ms', 'ratio', 'count', 'per-second']),
  weight: z.number().positive().default(1),
  source: z.string().min(1),
  rationale: z.string().min(1),
  setBy: z.string().min(1),
  setAt: z.iso.date(),
  agreedByVendor: z.boolean().default(false),
  /** The capability is one of vendors/contract/capabilities.ts; checked where the set is loaded. */
  needs: z.strictObject({
    capability: z.string().optional(),
    samples: z.number().int().positive().optional(),
    minutes: z.number().positive().optional(),
    trials: z.number().int().positive().optional(),
    hours: z.number().positive().optional(),
  }),
});

export const requirementSetSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1),
  requirements: z.array(requirementSchema).min(1),
});

export type Requirement = z.infer<typeof requirementSchema>;
export type RequirementSet = z.infer<typeof requirementSetSchema>;
