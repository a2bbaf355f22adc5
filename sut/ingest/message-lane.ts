import type pg from 'pg';
import type { Unanswered } from '../node/context.ts';
import type { OutboundRow } from '../outbound/outbound-row.ts';
import { isDataError, repeating } from '../store/errors.ts';
import { createGroupCommit, type GroupCommit } from '../store/group-commit.ts';
import type { InboundMessage } from './parse-webhook.ts';

/** 3 ms: the prototype's optimum between the cost of a commit and the wait for company. */
const windowMs = 3;
/** More commits in flight only shrink the batches. */
const maxInFlight = 2;
const maxItems = 500;

/** Types that need nobody's answer. */
const silentTypes = new Set(['reaction', 'system', 'unsupported']);

export interface MessageLaneOptions {
  readonly pool: pg.Pool;
  readonly incarnationId: number;
  /** Called after commit with the answers that were claimed for this node. */
  readonly onClaimed: (rows: readonly OutboundRow[]) => void;
  /** Called after commit with messages that no rule answered. */
  readonly onUnanswered: (items: readonly Unanswered[]) => void;
  /** Called once per new message with the business number it came to. */
  readonly onReceived?: (phoneNumberId: string) => void;
}

interface IngestRow {
  readonly input: number;
  readonly conversation_id: number;
  readonly message_id: number;
  readonly outbox_id: number | null;
  readonly claimed: boolean;
  readonly reply: string | null;
}

/** Stores inbound messages by group commit. A result is true where the message was new. */
export function createMessageLane(options: MessageLaneOptions): GroupCommit<InboundMessage, boolean> {
  return createGroupCommit<InboundMessage, boolean>({
    windowMs,
    maxInFlight,
    maxItems,
    isolate: isDataError,
    write: (items) => storeBatch(options, items),
  });
}

async function storeBatch(
  options: MessageLaneOptions,
  items: readonly InboundMessage[],
): Promise<readonly boolean[]> {
  const batch = firstOfEach(items);
  const { rows } = await repeating(options.incarnationId, () =>
    options.pool.query<IngestRow>({
      name: 'ingest',
      text: 'SELECT * FROM ingest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
      values: [
        options.incarnationId,
        batch.map((message) => message.phoneNumberId),
        batch.map((message) => message.waId),
        batch.map((message) => message.name),
        batch.map((message) => message.wamid),
        batch.map((message) => message.type),
        batch.map((message) => message.text),
        batch.map((message) => message.match),
        batch.map((message) => message.payload),
        batch.map((message) => message.contextWamid),
        batch.map((message) => message.sentAt),
      ],
    }),
  );
  const fresh = new Set<InboundMessage>();
  const claimed: OutboundRow[] = [];
  const unanswered: Unanswered[] = [];
  for (const row of rows) {
    const message = batch[row.input - 1];
    if (message === undefined) continue;
    fresh.add(message);
    options.onReceived?.(message.phoneNumberId);
    if (row.outbox_id === null) {
      if (!silentTypes.has(message.type)) {
        unanswered.push({ conversationId: row.conversation_id, messageId: row.message_id });
      }
    } else if (row.claimed) {
      claimed.push({
        id: row.outbox_id,
        conversationId: row.conversation_id,
        phoneNumberId: message.phoneNumberId,
        to: message.waId,
        text: row.reply ?? '',
        contextWamid: message.wamid,
        attempts: 1,
      });
    }
  }
  if (claimed.length > 0) options.onClaimed(claimed);
  if (unanswered.length > 0) options.onUnanswered(unanswered);
  return items.map((message) => fresh.has(message));
}

/** One delivery of each message: two webhooks with the same message may share a batch. */
function firstOfEach(items: readonly InboundMessage[]): readonly InboundMessage[] {
  const seen = new Map<string, InboundMessage>();
  for (const item of items) {
    const key = `${item.phoneNumberId} ${item.wamid}`;
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}
