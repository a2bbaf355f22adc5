import { z } from 'zod';

/**
 * Weaknesses of known size that can be switched on in the SCRM to prove that they are found. Off by default; each is
 * one file here, told loudly at the start, and logs what it really did.
 */
export const defectSchema = z.discriminatedUnion('id', [
  /** An index that is missing: dropped after the migrations. */
  z.strictObject({ id: z.literal('dropped-index'), index: z.string().regex(/^[a-z0-9_]+$/) }),
  /** Memory kept for ever with each message. */
  z.strictObject({ id: z.literal('leaking-queue'), bytesPerMessage: z.int().min(1) }),
  /** A message delivered again is taken for a new one. */
  z.strictObject({ id: z.literal('no-idempotency') }),
  /** Messages are acknowledged at once and stored `flushMs` later. */
  z.strictObject({ id: z.literal('memory-state'), flushMs: z.number().positive() }),
  /** Of a webhook with several updates only the first is read. */
  z.strictObject({ id: z.literal('first-of-batch') }),
  /** A webhook that tells of a failed message is answered with 400. */
  z.strictObject({ id: z.literal('rejects-failed') }),
  /** One node stands still after so many sends, is taken over, and sends on as if it were not. */
  z.strictObject({ id: z.literal('no-fencing'), afterSends: z.int().min(1), pauseMs: z.number().positive() }),
  /** A node that ended is started again only after `downMs`. */
  z.strictObject({ id: z.literal('slow-restart'), downMs: z.number().positive() }),
]);

export type Defect = z.infer<typeof defectSchema>;
export type DefectId = Defect['id'];

/** Where defects log. */
export interface DefectLogSettings {
  readonly dir: string;
  readonly run: string;
}

/** The switch of this name when it is on. */
export function defectOf<Id extends DefectId>(
  defects: readonly Defect[],
  id: Id,
): Extract<Defect, { readonly id: Id }> | null {
  return (defects.find((defect) => defect.id === id) as Extract<Defect, { readonly id: Id }>) ?? null;
}
