import type {
  MockHealth,
  MockOptions,
  MockState,
  OptionsRequest,
  WebhookRequest,
} from '../contract/control.ts';
import type { Directory } from '../customers/directory.ts';
import type { Plans } from '../customers/plans.ts';
import type { ScriptAsks } from '../customers/script-asks.ts';
import type { EventLog } from '../events/event-log.ts';
import type { Faults } from '../faults/faults.ts';
import type { Expectations } from '../media/expectations.ts';
import type { PhoneNumber } from '../numbers.ts';
import type { Pushes } from '../pushes/pushes.ts';
import type { ChallengeResult } from '../webhooks/subscription.ts';

/** What the control routes need. */
export interface ControlContext {
  readonly numbers: readonly PhoneNumber[];
  readonly directory: Directory;
  readonly plans: Plans;
  readonly pushes: Pushes;
  readonly scriptAsks: ScriptAsks;
  readonly expectations: Expectations;
  readonly faults: Faults;
  readonly log: EventLog;
  health(): MockHealth;
  state(): MockState;
  /** Verifies by GET challenge, then delivers there. */
  subscribe(request: WebhookRequest): Promise<ChallengeResult>;
  /** Puts an option set in force. */
  setOptions(request: OptionsRequest): MockOptions;
  readonly hasWebhook: () => boolean;
}
