import type { BehaviourSpec } from '../contract/lifecycle.ts';
import type { PlannedWork } from '../kit/behaviours/behaviour.ts';

/** What lifecycle.ts hands to server.ts, in a file. */
export interface StubConfig {
  readonly port: number;
  readonly graphUrl: string;
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly phoneNumberId: string;
  /** waId → that customer's discount code. */
  readonly codes: Readonly<Record<string, string>>;
  readonly behaviours: readonly BehaviourSpec[];
  readonly planned: PlannedWork | null;
  readonly eventsDir: string;
  readonly run: string;
}
