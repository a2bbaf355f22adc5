import { z } from 'zod';
import { capabilities, connectionModes } from '../../../vendors/contract/capabilities.ts';
import type { VendorManifest } from '../../../vendors/contract/manifest.ts';

const share = z.number().min(0).max(1);
const common = { onset: share.default(0), tolerance: share.default(0.02) };
const ms = z.strictObject({ ms: z.number().positive() });
const every = z.strictObject({ every: z.number().int().min(1) });

const behaviour = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), size: ms, ...common }),
  z.strictObject({ kind: z.literal('drop'), size: every, ...common }),
  z.strictObject({ kind: z.literal('duplicate'), size: every, ...common }),
  z.strictObject({ kind: z.literal('stall'), size: ms, ...common }),
]);

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });

/** vendor.yaml. Unknown keys are refused: a misspelt `permission` must not pass unseen. */
export const manifestSchema: z.ZodType<VendorManifest> = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by "-"'),
  name: z.string().min(1),
  version: z.string().min(1),
  connectionMode: z.enum(connectionModes),
  capabilities: z.array(z.enum(capabilities)),
  webhookUrl: httpUrl.optional(),
  baseUrl: httpUrl.optional(),
  permission: z
    .strictObject({
      by: z.string().min(1),
      date: z.iso.date(),
      window: z.string().min(1),
      maxRate: z.number().positive(),
      publish: z.boolean(),
    })
    .optional(),
  behaviours: z.array(behaviour).default([]),
  settings: z.record(z.string(), z.unknown()).default({}),
});
