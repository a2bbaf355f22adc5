import type { BehaviourSpec } from '../contract/behaviours.ts';
import type { AnswerConfig } from '../kit/answer-config.ts';
import type { Planned } from '../kit/behaviours/planter.ts';

/** What lifecycle.ts hands to server.ts, in a file. */
export interface StubConfig extends AnswerConfig {
  readonly phoneNumberId: string;
  readonly behaviours: readonly BehaviourSpec[];
  readonly planned: Planned;
  readonly seed: number;
  readonly eventsDir: string;
  readonly run: string;
}
