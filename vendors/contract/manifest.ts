import type { BehaviourSpec } from './behaviours.ts';
import type { Capability, ConnectionMode } from './capabilities.ts';

/** vendor.yaml after validation. Unknown keys are refused. */
export interface VendorManifest {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Vendor whose client.ts and lifecycle.ts this one uses: the same vendor with other settings or planted weaknesses. */
  readonly base?: string;
  readonly connectionMode: ConnectionMode;
  readonly capabilities: readonly Capability[];
  /** For a vendor without lifecycle.ts. */
  readonly webhookUrl?: string;
  readonly baseUrl?: string;
  /** Needed for any target that is not loopback. */
  readonly permission?: {
    readonly by: string;
    readonly date: string;
    readonly window: string;
    readonly maxRate: number;
    readonly publish: boolean;
  };
  readonly behaviours: readonly BehaviourSpec[];
  readonly settings: Readonly<Record<string, unknown>>;
}
