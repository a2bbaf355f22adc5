import type { InboundMessage } from '../ingest/parse-webhook.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { TellDefect } from './defect-log.ts';

type Lane = GroupCommit<InboundMessage, boolean>;

/**
 * Messages count as stored at once and are stored `flushMs` later: what a kill finds in between is lost. Three lines a
 * message, `acknowledged`, `storing` and `stored`: one that has the second and not the third may be in the store or not.
 */
export function memoryState(lane: Lane, flushMs: number, tell: TellDefect): Lane {
  let waiting = 0;
  function note(items: readonly InboundMessage[], what: string): void {
    for (const _ of items) tell({ defect: 'memory-state', copies: 1, note: what });
  }
  return {
    submit: (items) => {
      note(items, 'acknowledged');
      waiting += items.length;
      setTimeout(() => {
        waiting -= items.length;
        note(items, 'storing');
        void lane.submit(items).then(
          () => note(items, 'stored'),
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
