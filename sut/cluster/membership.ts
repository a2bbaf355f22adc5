import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type pino from 'pino';
import { createClient } from '../store/pool.ts';

/** First key of the advisory lock of each incarnation; the second is its id. */
const lockSpace = 0x5350;
/** A dead process's session ends at once and frees its lock: looking every 25 ms finds it within 21–50 ms. */
const peerTickMs = 25;
const heartbeatMs = 300;
/** A process that hangs keeps its lock; five missed beats and it is taken over, too. */
const leaseSec = 1.5;
/** Between attempts to connect again: well below the lease, which runs from PostgreSQL's restart on. */
const reconnectMs = 50;
/** After a restart of PostgreSQL every lock is free though every node lives: only the lease counts for this long. */
const lockTrustSec = 5;

export interface MembershipOptions {
  readonly databaseUrl: string;
  readonly nodeName: string;
  readonly log: pino.Logger;
  /** Planted (defects/no-fencing.ts): who was taken over goes on, and does not beat while it stands still. */
  readonly unfenced?: { readonly now: boolean } | null;
}

export interface Membership {
  readonly incarnationId: number;
  /** application_name of every session of this incarnation: a successor ends them by it. */
  readonly applicationName: string;
  /** Starts beating and watching. `takeOver` must end the given incarnation and adopt what it owned. */
  start(handlers: {
    readonly takeOver: (incarnationId: number) => Promise<void>;
    readonly onFenced: () => void;
  }): void;
  /** ms since the database last took a heartbeat; infinite while the session is broken. */
  readonly silenceMs: number;
  stop(): Promise<void>;
}

interface PeerRow {
  readonly id: number;
  readonly free: boolean;
  readonly lock_trusted: boolean;
  readonly stale: boolean;
}

/** Registers this start of the node as an incarnation, and holds its advisory lock on a session of its own. */
export async function joinCluster(options: MembershipOptions): Promise<Membership> {
  const unfenced = options.unfenced ?? null;
  let session = await connect(options, null);
  // One transaction: the row must never be visible without its lock being held.
  await session.query('BEGIN');
  const { rows } = await session.query<{ id: number }>('SELECT begin_incarnation($1, $2) AS id', [
    options.nodeName,
    process.pid,
  ]);
  const incarnationId = rows[0]?.id ?? 0;
  const applicationName = sessionName(incarnationId);
  await session.query('SELECT pg_advisory_lock($1, $2)', [lockSpace, incarnationId]);
  await session.query(`SET application_name = '${applicationName}'`);
  await session.query('COMMIT');

  let stopped = false;
  let beatAt = Date.now();
  let connected = true;

  async function beat(onFenced: () => void): Promise<void> {
    const { rows: own } = await session.query<{ ended: boolean }>({
      name: 'beat',
      text: `WITH beat AS (UPDATE heartbeats SET at = clock_timestamp() WHERE incarnation_id = $1)
             SELECT ended_at IS NOT NULL AS ended FROM incarnations WHERE id = $1`,
      values: [incarnationId],
    });
    if (own[0]?.ended !== false && unfenced === null) onFenced();
    beatAt = Date.now();
    connected = true;
  }

  async function deadPeers(): Promise<readonly { id: number; hung: boolean }[]> {
    const { rows: peers } = await session.query<PeerRow>({
      name: 'peers',
      text: `SELECT p.id, pg_try_advisory_lock($1, p.id::integer) AS free,
                    pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => $3) AS lock_trusted,
                    greatest(p.at, pg_postmaster_start_time()) < clock_timestamp() - make_interval(secs => $4) AS stale
               FROM (SELECT i.id, h.at FROM incarnations i JOIN heartbeats h ON h.incarnation_id = i.id
                      WHERE i.ended_at IS NULL AND i.id <> $2 OFFSET 0) AS p`,
      values: [lockSpace, incarnationId, lockTrustSec, leaseSec],
    });
    for (const peer of peers) {
      if (peer.free) await session.query('SELECT pg_advisory_unlock($1, $2)', [lockSpace, peer.id]);
    }
    return peers
      .filter((peer) => peer.stale || (peer.free && peer.lock_trusted))
      .map((peer) => ({ id: peer.id, hung: !peer.free }));
  }

  /** A hung process may hold its incarnation's row in an open transaction: its sessions end first. */
  async function endSessions(id: number): Promise<void> {
    await session.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
      [sessionName(id)],
    );
  }

  async function reconnect(): Promise<void> {
    await session.end().catch(() => undefined);
    session = await connect(options, applicationName);
    // A peer that tries the lock holds it for the length of one statement.
    for (let tries = 0; tries < 20; tries += 1) {
      const { rows: got } = await session.query<{ got: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS got',
        [lockSpace, incarnationId],
      );
      if (got[0]?.got) return;
      await sleep(10);
    }
  }

  return {
    incarnationId,
    applicationName,
    get silenceMs() {
      return connected ? Date.now() - beatAt : Number.POSITIVE_INFINITY;
    },
    start: ({ takeOver, onFenced }) => {
      void (async () => {
        let nextBeat = 0;
        while (!stopped) {
          if (unfenced?.now) {
            await sleep(peerTickMs);
            continue;
          }
          try {
            if (Date.now() >= nextBeat) {
              nextBeat = Date.now() + heartbeatMs;
              await beat(onFenced);
            }
            for (const peer of await deadPeers()) {
              options.log.warn({ incarnation: peer.id, hung: peer.hung }, 'taking over');
              if (peer.hung && unfenced === null) await endSessions(peer.id);
              await takeOver(peer.id);
            }
          } catch (error) {
            if (stopped) break;
            if (connected) options.log.warn({ err: error }, 'cluster session broken, connecting again');
            connected = false;
            // At once after reconnecting: the heartbeat is what others judge this incarnation by.
            nextBeat = 0;
            await reconnect().catch(() => sleep(reconnectMs));
          }
          await sleep(peerTickMs);
        }
      })();
    },
    stop: async () => {
      stopped = true;
      await session.end().catch(() => undefined);
    },
  };
}

function sessionName(incarnationId: number): string {
  return `scrm-${incarnationId}`;
}

async function connect(options: MembershipOptions, name: string | null): Promise<pg.Client> {
  const client = createClient({
    url: options.databaseUrl,
    applicationName: name ?? `scrm-${options.nodeName}-joining`,
  });
  await client.connect();
  return client;
}
