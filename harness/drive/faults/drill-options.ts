import type { OptionsRequest } from '../../../mock-whatsapp/contract/control.ts';
import type { Matcher } from '../../../mock-whatsapp/contract/plan.ts';
import type { VendorDriver } from '../../../vendors/contract/lifecycle.ts';
import type { EventWriter } from '../../record/event-writer.ts';
import type { KillFault } from '../../schema/faults.ts';
import type { Size } from '../../schema/run-plan.ts';
import type { ControlClient } from '../control-client.ts';
import type { DrillTiming } from './drill-timing.ts';

export interface DrillOptions {
  /** Which part is killed; default node-kill. */
  readonly fault?: KillFault;
  readonly trials: number;
  readonly size: Size;
  /** Null = a remote vendor: the operator breaks it. */
  readonly driver: VendorDriver | null;
  readonly control: ControlClient;
  /** events/faults.ndjson.gz */
  readonly faults: EventWriter;
  /** Option set of the run, put back after the drill. */
  readonly optionsAfter: OptionsRequest;
  /** Default: drillRatePerSec, 150. */
  readonly ratePerSec?: number;
  readonly customers: number;
  /** First customer index used; default 0. */
  readonly firstCustomer?: number;
  readonly seed: number;
  readonly matcher: Matcher;
  /** `code` where codes were planted with the vendor. */
  readonly expect: 'code' | 'nonce';
  /** Each must hold `{nonce}`. */
  readonly texts: readonly string[];
  readonly answerDeadlineMs: number;
  readonly drain: { readonly quietMs: number; readonly maxMs: number };
  /** A trial stops watching after this. Default: 108 s (design §4.8). */
  readonly watchMs?: number;
  /** Other times than the size's. */
  readonly timing?: DrillTiming;
  /** Asks the operator to break the vendor by hand; resolves when they say they did, null when they do not. */
  readonly askOperator?: (message: string) => Promise<{ readonly statedNs: bigint } | null>;
  readonly onProgress?: (progress: DrillProgress) => void;
  readonly signal?: AbortSignal;
}

export interface DrillProgress {
  /** 1-based. */
  readonly trial: number;
  readonly trials: number;
  readonly step:
    | 'baseline'
    | 'choosing'
    | 'injected'
    | 'not-injected'
    | 'recovered'
    | 'not-recovered'
    | 'drained'
    | 'healed'
    | 'not-healed';
  /** One line for a human. */
  readonly text: string;
}

/** How a trial went, as seen live; the figures come from the asks (harness/record). */
export interface DrillTrial {
  readonly trial: number;
  readonly plan: string;
  readonly injected: boolean;
  readonly role: string;
  readonly pid: number | null;
  /** 5 s without a bad ask were seen within the watch. */
  readonly recovered: boolean;
  readonly healedBy: 'vendor' | 'operator' | 'nobody';
  /** Confirmed exit to all parts healthy; null = never. */
  readonly restartMs: number | null;
}
