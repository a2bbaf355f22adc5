import type pg from 'pg';
import { type OutboundRecord, type OutboundRow, toOutboundRow } from '../outbound/outbound-row.ts';
import type { Pacer } from '../outbound/pacer.ts';
import { repeating } from '../store/errors.ts';

/** While a campaign runs: the most a message is late because of us. At 60,000/min a tick has some 12 messages a node. */
const tickMs = 25;
/** Between campaigns; a campaign made on another node is found this soon. */
const idleMs = 500;
/** Campaigns end, and the next start is looked up, at most this often. */
const outlookMs = 500;
/**
 * Messages of campaigns that a node holds at most (waiting, in flight, being recorded): leaves sockets (256) and group
 * commits to replies. At Meta's 350 ms a call two nodes still make 50,000 a minute.
 */
const maxHeld = 160;

export interface CampaignPumpOptions {
  readonly pool: pg.Pool;
  readonly incarnationId: number;
  readonly phoneNumberIds: readonly string[];
  readonly pacer: Pick<Pacer, 'spare'>;
  readonly sender: { send(rows: readonly OutboundRow[]): void; holds(id: number): boolean };
  readonly failed: (error: unknown) => void;
}

export interface CampaignPump {
  /** Looks at once: a campaign was made here. */
  wake(): void;
  /** Messages handed to the sender. */
  readonly released: number;
  /** Claims nothing more; resolves when the current claim has ended. */
  close(): Promise<void>;
}

interface Outlook {
  readonly running: boolean;
  readonly starts_in_ms: number | null;
}

/**
 * Releases campaign messages when they are due, as far as the numbers have room to spare. Every node runs one; they share
 * the work by skipping each other's locks.
 */
export function startCampaignPump(options: CampaignPumpOptions): CampaignPump {
  const { pool, incarnationId, pacer, sender } = options;
  const held = new Set<number>();
  let running = false;
  let startsAtMs = Number.POSITIVE_INFINITY;
  let lookedAtMs = 0;
  let released = 0;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let current: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const { rows } = await repeating(incarnationId, () =>
      pool.query<Outlook>({
        name: 'campaign_outlook',
        text: 'SELECT running, starts_in_ms FROM campaign_outlook($1)',
        values: [incarnationId],
      }),
    );
    lookedAtMs = Date.now();
    running = rows[0]?.running === true;
    const startsInMs = rows[0]?.starts_in_ms ?? null;
    startsAtMs = startsInMs === null ? Number.POSITIVE_INFINITY : lookedAtMs + startsInMs;
  }

  async function claim(): Promise<void> {
    for (const id of held) if (!sender.holds(id)) held.delete(id);
    const now = Date.now();
    let room = maxHeld - held.size;
    const limits = options.phoneNumberIds.map((number) => {
      const take = Math.min(pacer.spare(number, now), Math.ceil(room / 2));
      room -= take;
      return take;
    });
    if (limits.every((limit) => limit === 0)) return;
    const { rows } = await repeating(incarnationId, () =>
      pool.query<OutboundRecord>({
        name: 'claim_campaign',
        text: 'SELECT * FROM claim_campaign($1, $2, $3)',
        values: [incarnationId, options.phoneNumberIds, limits],
      }),
    );
    for (const row of rows) held.add(row.id);
    released += rows.length;
    sender.send(rows.map(toOutboundRow));
  }

  async function tick(): Promise<void> {
    try {
      const now = Date.now();
      if (now - lookedAtMs >= outlookMs || now >= startsAtMs) await look();
      if (running && !closed) await claim();
    } catch (error) {
      options.failed(error);
    }
  }

  function schedule(delayMs: number): void {
    if (closed) return;
    timer = setTimeout(() => {
      timer = null;
      current = tick().then(() => {
        const untilStart = Math.max(0, startsAtMs - Date.now());
        schedule(running ? tickMs : Math.min(idleMs, untilStart));
      });
    }, delayMs);
    timer.unref();
  }
  schedule(0);

  return {
    wake() {
      lookedAtMs = 0;
      // No timer: a tick is on its way and will look again.
      if (timer === null) return;
      clearTimeout(timer);
      schedule(0);
    },
    get released() {
      return released;
    },
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await current;
    },
  };
}
