import type { BehaviourSpec } from './behaviours.ts';
import type { HistoryRequest } from './history.ts';

/**
 * A vendor's `lifecycle.ts`: how the harness prepares, starts, watches and stops it. Runs in Node, bundled at
 * run time. It exports `function createDriver(options: DriverOptions): VendorDriver`. Absent for a remote vendor.
 */
export interface DriverOptions {
  /** Absolute path of the installed Stormproof package (dist/ lies below). */
  readonly packageRoot: string;
  /** Absolute path of the vendor's folder. */
  readonly vendorDir: string;
  /** Free-form settings from vendor.yaml `settings:`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Planted weaknesses from vendor.yaml `behaviours:`, for vendors that realise them themselves or through the kit. */
  readonly behaviours: readonly BehaviourSpec[];
  /** Lines for the run's log (stderr of children, notices). Never secrets. */
  readonly log: (line: string) => void;
}

export interface VendorCustomer {
  readonly waId: string;
  readonly name: string;
  /** Index into `phoneNumberIds`. */
  readonly number: number;
  readonly code: string;
}

export interface VendorContext {
  /** Base URL of the mock's Graph API, e.g. http://127.0.0.1:4010 */
  readonly graphUrl: string;
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly phoneNumberIds: readonly string[];
  /** Ground truth: each customer's own discount code. */
  readonly customers: readonly VendorCustomer[];
  readonly seed: number;
  /** A folder of the vendor's own, kept until the run ends. */
  readonly dataDir: string;
  /** Where a behaviour writes `behaviour-<id>.ndjson.gz`. */
  readonly eventsDir: string;
  readonly run: string;
  /** Ports the vendor may listen on: chosen free, below the ephemeral range. */
  readonly ports: readonly number[];
  /** Seconds an `unknown` send waits for a status before policy decides. Design: 60; drills 1.5. */
  readonly unknownGraceSec: number;
  /** Agents to create for the shift: login name and password each. */
  readonly agents: readonly { readonly login: string; readonly password: string }[];
}

export interface VendorAddress {
  readonly webhookUrl: string;
  /** The vendor's own API, for client.ts (SP_VENDOR_URL). */
  readonly baseUrl?: string;
}

export interface VendorProcess {
  /** e.g. gateway, node-1, node-2, postgres, supervisor, stub. */
  readonly role: string;
  readonly pid: number;
  /** Which part a drill may kill: node, gateway, store; absent = not a drill target. */
  readonly part?: VendorPart;
  /** Asks this process owns now, where the vendor can tell. */
  readonly openAsks?: number;
  readonly healthy?: boolean;
}

/** One scenario's planned work. */
export interface VendorWork {
  readonly scenario: string;
  /** Asks, uploads or operations. */
  readonly count: number;
  /** Planned length, ms; 0 = as fast as it goes. */
  readonly ms: number;
  /** So many times faster than real hours; absent = 1. */
  readonly timeScale?: number;
}

export type VendorPart = 'node' | 'gateway' | 'store';

export interface VendorDriver {
  prepare(context: VendorContext): Promise<void>;
  /** Resolves when the vendor is healthy. Rejects with a message that says what to do. */
  start(): Promise<VendorAddress>;
  /** True when every part is up. */
  health(): Promise<boolean>;
  /** The harness is about to begin this work. Only planted weaknesses need to know: their onset is a share of it. */
  begin?(work: VendorWork): Promise<void>;
  processes(): Promise<readonly VendorProcess[]>;
  /** Only where there is no local pid: else the harness signals the pid itself. */
  crash?(part: VendorPart): Promise<void>;
  /** Brings a part back by hand; used only when the vendor's own supervisor did not ("operator restored"). */
  restore?(part: VendorPart): Promise<void>;
  /**
   * Puts past conversations (vendors/kit/history) into the running vendor, findable when it resolves. Timed apart, never
   * part of a measurement. Without it the scenario `search` cannot be played.
   */
  loadHistory?(request: HistoryRequest): Promise<void>;
  /** Idempotent. After it resolves no process and no port of the vendor is left. */
  stop(): Promise<void>;
}

export type { BehaviourSpec };
