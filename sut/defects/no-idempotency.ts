import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { InboundMessage } from '../ingest/parse-webhook.ts';
import type { GraphClient } from '../outbound/graph-client.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { TellDefect } from './defect-log.ts';

type Lane = GroupCommit<InboundMessage, boolean>;

/** Stands between a wamid and what makes it new again; no id of Meta's holds it. */
const mark = '#again-';

/** A message that is stored already gets an id of its own, so that it is stored and answered once more. */
export function noIdempotency(lane: Lane, pool: pg.Pool, tell: TellDefect): Lane {
  async function renamed(items: readonly InboundMessage[]): Promise<readonly InboundMessage[]> {
    const { rows } = await pool.query<{ wamid: string }>(
      'SELECT m.wamid FROM messages m JOIN unnest($1::text[], $2::text[]) AS given (number, wamid) ON m.phone_number_id = given.number AND m.wamid = given.wamid',
      [items.map(({ phoneNumberId }) => phoneNumberId), items.map(({ wamid }) => wamid)],
    );
    const known = new Set(rows.map(({ wamid }) => wamid));
    return items.map((item) => {
      if (!known.has(item.wamid)) return item;
      tell({ defect: 'no-idempotency', copies: 2 });
      return { ...item, wamid: `${item.wamid}${mark}${randomUUID()}` };
    });
  }

  return {
    submit: async (items) => (items.length === 0 ? [] : lane.submit(await renamed(items))),
    get pending() {
      return lane.pending;
    },
    idle: () => lane.idle(),
  };
}

/** Answers quote the id that Meta knows. */
export function quotingMeta(client: GraphClient): GraphClient {
  return {
    ...client,
    send: (row) => client.send({ ...row, contextWamid: row.contextWamid?.split(mark)[0] ?? null }),
  };
}
