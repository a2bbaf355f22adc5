import { z } from 'zod';
import type {
  AskRequest,
  CustomersRequest,
  FaultsRequest,
  MediaExpectRequest,
  OptionsRequest,
  WebhookRequest,
} from '../contract/control.ts';
import type { ArrivalPlan } from '../contract/plan.ts';
import { arrivalsSchema, range } from './arrivals-schema.ts';

const count = z.int().min(1);
const milliseconds = z.number().min(0);
const optionSet = z.enum(['bench', 'singletons', 'meta-default', 'bench+drill']);

/** Values of MockOptions that may be replaced. */
export const optionsSchema: z.ZodType<OptionsRequest> = z.strictObject({
  name: optionSet,
  numbers: z.int().min(1).max(100).optional(),
  throughputPerSec: z.number().positive().optional(),
  batchMax: z.int().min(1).max(1000, 'Meta sends at most 1000 updates a POST').optional(),
  graphLatencyMs: range.optional(),
  statusDelaysMs: z
    .strictObject({ sent: milliseconds, delivered: milliseconds, read: milliseconds })
    .optional(),
  pairRefillMs: z.number().positive().optional(),
  pairDepth: count.optional(),
  webhookTimeoutMs: z.number().positive().optional(),
  webhookConcurrency: count.optional(),
  throttleStatus: z.union([z.literal(400), z.literal(429)]).optional(),
});

export const faultsSchema: z.ZodType<FaultsRequest> = z.strictObject({
  redeliver: z.strictObject({ every: count, afterMs: milliseconds }).optional(),
  failStatus: z.strictObject({ every: count }).optional(),
});

export const webhookSchema: z.ZodType<WebhookRequest> = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  verifyToken: z.string().min(1),
  appSecret: z.string().min(1),
});

export const customersSchema = (numbers: number): z.ZodType<CustomersRequest> =>
  z.strictObject({
    customers: z
      .array(
        z.strictObject({
          waId: z.string().regex(/^\d{5,15}$/, 'must be 5 to 15 digits, without +'),
          name: z.string(),
          number: z
            .int()
            .min(0)
            .max(numbers - 1, `must be below the mock's ${numbers} numbers`),
          code: z
            .string()
            .regex(
              /^[A-Za-z0-9][A-Za-z0-9_-]{1,62}[A-Za-z0-9]$/,
              'must be 3 to 64 of A-Z a-z 0-9 - _, so that it can be found in a reply',
            )
            .nullable(),
        }),
      )
      .superRefine((customers, context) => {
        duplicates(
          customers.map(({ waId }) => waId),
          'waId',
          context,
        );
        duplicates(
          customers.map(({ code }) => code),
          'code',
          context,
        );
      }),
  });

/** Reports every repeated value; null may repeat. */
function duplicates(values: readonly (string | null)[], field: string, context: z.RefinementCtx): void {
  const seen = new Map<string, number>();
  values.forEach((value, index) => {
    if (value === null) return;
    const before = seen.get(value);
    if (before === undefined) seen.set(value, index);
    else
      context.addIssue({
        code: 'custom',
        path: [index, field],
        message: `must be unique, customer ${before} has it too`,
      });
  });
}

/** Query of GET /_sim/customers. */
export const pageSchema = z.strictObject({
  first: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(100_000).default(1000),
});

export const askSchema: z.ZodType<AskRequest> = z
  .strictObject({
    text: z.string().min(1).max(4096),
    timeoutMs: z.number().positive().max(3_600_000),
    expect: z.string().min(1).optional(),
    any: z.boolean().optional(),
  })
  .refine(({ any, expect }) => !(any && expect !== undefined), {
    path: ['any'],
    message: 'not together with expect: choose one of the two',
  });

export const mediaExpectSchema: z.ZodType<MediaExpectRequest> = z.strictObject({
  files: z.array(
    z.strictObject({
      index: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lowercase hex digits'),
      bytes: z.int().min(0),
    }),
  ),
});

export const planSchema: z.ZodType<ArrivalPlan> = z.strictObject({
  v: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]+$/, 'must be of a-z, 0-9 and -'),
  seed: z.int(),
  arrivals: arrivalsSchema,
  matcher: z.enum(['echo', 'context', 'single-open']),
  texts: z.array(z.string().max(4096).includes('{nonce}')).min(1),
  expect: z.enum(['code', 'nonce']),
  answerDeadlineMs: z.number().positive(),
  drain: z.strictObject({ quietMs: milliseconds, maxMs: milliseconds }),
  leadMs: milliseconds.optional(),
  firstCustomer: z.int().min(0).optional(),
});
