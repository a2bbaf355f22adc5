import type { InboundMessage } from '../ingest/parse-webhook.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { TellDefect } from './defect-log.ts';

type Lane = GroupCommit<InboundMessage, boolean>;

/**
 * Messages count as stored at once and are stored `flushMs` later: what a kill finds in between is lost. Two lines a
 * message, `acknowledged` and `stored`; their difference is the loss.
 */
export function memoryState(lane: Lane, flushMs: number, tell: TellDefect): Lane {
  let waiting = 0;
  return {
    submit: (items) => {
      for (const _ of items) tell({ defect: 'memory-state', copies: 1, note: 'acknowledged' });
      waiting += items.length;
      setTimeout(() => {
        waiting -= items.length;
        void lane.submit(items).then(
          () => {
            for (const _ of items) tell({ defect: 'memory-state', copies: 1, note: 'stored' });
          },
          () => undefined,
        );
      }, flushMs);
      return Promise.resolve(items.map(() => true));
    },
    get pending() {
      return lane.pending + waiting;
    },
    idle: () => lane.idle(),
  };
}
