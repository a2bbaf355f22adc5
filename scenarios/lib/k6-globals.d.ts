/** The vendor's client.ts, put in its place when the scenario is bundled. */
declare module 'vendor' {
  export const client: import('../../vendors/contract/client.ts').VendorClient;
}

/** Globals of k6 that @types/k6 leaves to other libraries. */
declare const console: Record<'log' | 'info' | 'warn' | 'error' | 'debug', (...values: unknown[]) => void>;

/** Only on the built-in engine. */
declare const performance: { now(): number } | undefined;
