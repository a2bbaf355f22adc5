import type { InboundMessage } from '../ingest/parse-webhook.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { TellDefect } from './defect-log.ts';

type Lane = GroupCommit<InboundMessage, boolean>;

/** Keeps `bytesPerMessage` with every message for as long as the process lives. One line a message, `amount` = bytes. */
export function leakingQueue(lane: Lane, bytesPerMessage: number, tell: TellDefect): Lane {
  const kept: Buffer[] = [];
  return {
    submit: (items) => {
      for (const _ of items) {
        // Filled: pages that nobody wrote to would not be resident.
        kept.push(Buffer.alloc(bytesPerMessage, kept.length + 1));
        tell({ defect: 'leaking-queue', copies: 1, amount: bytesPerMessage });
      }
      return lane.submit(items);
    },
    get pending() {
      return lane.pending;
    },
    idle: () => lane.idle(),
  };
}
