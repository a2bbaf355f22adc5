import type pg from 'pg';
import { repeating } from '../store/errors.ts';
import { type OutboundRecord, type OutboundRow, toOutboundRow } from './outbound-row.ts';
import type { Sender } from './sender.ts';

/** Pending rows looked at in one sweep: bounds its cost when thousands wait behind a back-off. */
const pendingPerSweep = 500;

export interface Sweeper {
  /** Claims what nobody was woken for, and takes up claimed rows that this process lost sight of. */
  sweep(): Promise<void>;
}

/**
 * The safety net below the in-process hand-off, run once a second. A claim whose transaction committed while its
 * connection broke is in the database but not in memory: seen so in two sweeps running, it is sent.
 */
export function createSweeper(
  pool: pg.Pool,
  incarnationId: number,
  sender: Sender,
  wake: (conversationIds: readonly number[]) => void,
): Sweeper {
  let cursor = 0;
  let suspects = new Set<number>();

  async function sweepPending(): Promise<void> {
    const { rows } = await pool.query<{ last_id: number | null; conversations: number[] }>({
      name: 'sweep_pending',
      text: 'SELECT last_id, conversations FROM sweep_pending($1, $2)',
      values: [cursor, pendingPerSweep],
    });
    cursor = rows[0]?.last_id ?? 0;
    const conversations = (rows[0]?.conversations ?? []).map(Number);
    if (conversations.length > 0) wake(conversations);
  }

  async function sweepLost(): Promise<void> {
    const { rows } = await pool.query<{ id: number }>({
      name: 'owned_sending',
      text: "SELECT id FROM outbox WHERE owner = $1 AND state = 'sending'",
      values: [incarnationId],
    });
    const missing = rows.map((row) => row.id).filter((id) => !sender.holds(id));
    const lost = missing.filter((id) => suspects.has(id));
    suspects = new Set(missing);
    if (lost.length > 0) sender.send(await load(lost));
  }

  async function load(ids: readonly number[]): Promise<readonly OutboundRow[]> {
    const { rows } = await pool.query<OutboundRecord>(
      `SELECT id, conversation_id, phone_number_id, to_wa_id, text, context_wamid, attempts FROM outbox
        WHERE id = ANY ($1) AND owner = $2 AND state = 'sending'`,
      [ids, incarnationId],
    );
    return rows.map(toOutboundRow);
  }

  return {
    sweep: () =>
      repeating(incarnationId, async () => void (await Promise.all([sweepPending(), sweepLost()]))),
  };
}
