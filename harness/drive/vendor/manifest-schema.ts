import { z } from 'zod';
import { capabilities, connectionModes } from '../../../vendors/contract/capabilities.ts';
import type { VendorManifest } from '../../../vendors/contract/manifest.ts';
import { behaviourSchema } from './behaviour-schema.ts';

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });

/** vendor.yaml. Unknown keys are refused: a misspelt `permission` must not pass unseen. */
export const manifestSchema: z.ZodType<VendorManifest> = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by "-"'),
  name: z.string().min(1),
  version: z.string().min(1),
  base: z.string().min(1).optional(),
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
  behaviours: z.array(behaviourSchema).default([]),
  settings: z.record(z.string(), z.unknown()).default({}),
});
