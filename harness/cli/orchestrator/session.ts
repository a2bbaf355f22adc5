import type { MockOptionSet, MockReady } from '../../../mock-whatsapp/contract/control.ts';
import type { VendorCustomer } from '../../../vendors/contract/lifecycle.ts';
import type { ControlClient } from '../../drive/control-client.ts';
import type { Size } from '../../schema/run-plan.ts';
import type { CliContext } from '../context.ts';
import type { Progress } from '../progress/open-progress.ts';
import type { RunFolder } from '../run-folder/run-folder.ts';
import type { RunSecrets } from '../run-folder/secrets.ts';
import type { Closers } from './closers.ts';
import type { RunEvents } from './run-events.ts';
import type { SamplerTargets } from './sampler-targets.ts';

/** A run while it runs: the mock is up, events are being written. Made by open-session.ts, ended through `closers`. */
export interface Session {
  readonly context: CliContext;
  readonly folder: RunFolder;
  readonly size: Size;
  readonly seed: number;
  readonly mockOptions: MockOptionSet;
  readonly secrets: RunSecrets;
  readonly customers: readonly VendorCustomer[];
  /** Removed at the end; outside the run folder because it holds secrets and phone numbers. */
  readonly dataDir: string;
  readonly mock: MockReady;
  readonly control: ControlClient;
  readonly events: RunEvents;
  readonly progress: Progress;
  readonly closers: Closers;
  readonly targets: SamplerTargets;
  /** Aborted by Ctrl-C, and with the reason when the mock ends or the recorder fails. */
  readonly signal: AbortSignal;
}
