import type pg from 'pg';
import { repeating } from '../store/errors.ts';
import { type OutboundRecord, type OutboundRow, toOutboundRow } from './outbound-row.ts';

export interface UnknownCounters {
  /** Found accepted by a status that carried the row's id. */
  reconciled: number;
  /** Sent again after the grace. */
  resent: number;
  /** Given up after the grace. */
  parked: number;
}

export interface UnknownResolver {
  /** There may be unknown rows now: look every 100 ms until there are none. */
  alert(): void;
  /** Decides what is due; returns how many unknown rows this incarnation still holds. */
  resolve(): Promise<number>;
  readonly counters: Readonly<UnknownCounters>;
  /** Unknown rows held when last looked. */
  readonly held: number;
  stop(): void;
}

export interface UnknownResolverOptions {
  readonly pool: pg.Pool;
  readonly incarnationId: number;
  readonly graceSec: number;
  readonly policy: 'resend' | 'park';
  /** Rows to send now: resent ones and those that had waited behind a decided one. */
  readonly send: (rows: readonly OutboundRow[]) => void;
  readonly onError: (error: unknown) => void;
}

const everyMs = 100;
const batch = 500;

interface Resolution extends OutboundRecord {
  readonly resolution: 'reconciled' | 'resend' | 'parked' | 'next';
}

/** Decides the fate of sends whose outcome nobody saw (design: the Cloud API has no idempotency key). */
export function createUnknownResolver(options: UnknownResolverOptions): UnknownResolver {
  const counters: UnknownCounters = { reconciled: 0, resent: 0, parked: 0 };
  const state: { held: number; timer: NodeJS.Timeout | null; stopped: boolean } = {
    held: 0,
    timer: null,
    stopped: false,
  };

  async function resolve(): Promise<number> {
    const { rows } = await repeating(options.incarnationId, () =>
      options.pool.query<Resolution>({
        name: 'resolve_unknown',
        text: 'SELECT resolution, (item).* FROM resolve_unknown($1, $2, $3, $4)',
        values: [options.incarnationId, options.graceSec, options.policy, batch],
      }),
    );
    const count = (kind: Resolution['resolution']): number =>
      rows.filter((row) => row.resolution === kind).length;
    counters.reconciled += count('reconciled');
    counters.resent += count('resend');
    counters.parked += count('parked');
    const toSend = rows.filter((row) => row.resolution === 'resend' || row.resolution === 'next');
    if (toSend.length > 0) options.send(toSend.map(toOutboundRow));
    const left = await options.pool.query<{ count: number }>({
      name: 'unknown_held',
      text: "SELECT count(*) AS count FROM outbox WHERE owner = $1 AND state = 'unknown'",
      values: [options.incarnationId],
    });
    state.held = left.rows[0]?.count ?? 0;
    return state.held;
  }

  function alert(): void {
    if (state.timer !== null || state.stopped) return;
    state.timer = setTimeout(async () => {
      let again = true;
      try {
        again = (await resolve()) > 0;
      } catch (error) {
        options.onError(error);
      }
      state.timer = null;
      if (again) alert();
    }, everyMs);
  }

  return {
    alert,
    resolve,
    counters,
    get held() {
      return state.held;
    },
    stop: () => {
      state.stopped = true;
      if (state.timer !== null) clearTimeout(state.timer);
    },
  };
}
