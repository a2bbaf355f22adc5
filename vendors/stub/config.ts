import type { BehaviourSpec } from '../contract/lifecycle.ts';
import type { AnswerConfig } from '../kit/answer-config.ts';
import type { PlannedWork } from '../kit/behaviours/behaviour.ts';

/** What lifecycle.ts hands to server.ts, in a file. */
export interface StubConfig extends AnswerConfig {
  readonly phoneNumberId: string;
  readonly behaviours: readonly BehaviourSpec[];
  readonly planned: PlannedWork | null;
  readonly eventsDir: string;
  readonly run: string;
}
