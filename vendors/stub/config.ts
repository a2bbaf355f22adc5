import type { BehaviourSpec } from '../contract/behaviours.ts';
import type { Planned } from '../kit/behaviours/planter.ts';

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
  readonly planned: Planned;
  readonly seed: number;
  readonly eventsDir: string;
  readonly run: string;
}
