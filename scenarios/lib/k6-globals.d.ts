import type { VendorClient } from '../../vendors/contract/client.ts';

/** The vendor's client.ts, put in its place when the scenario is bundled. */
declare module 'vendor' {
  export const client: VendorClient;
}

declare global {
  /** Globals of k6 that @types/k6 leaves to other libraries. */
  const console: Record<'log' | 'info' | 'warn' | 'error' | 'debug', (...values: unknown[]) => void>;
  /** Only on the built-in engine. */
  const performance: { now(): number } | undefined;
}
