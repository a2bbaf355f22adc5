import type { Readable } from 'node:stream';
import type pg from 'pg';
import type pino from 'pino';
import type { FormData } from 'undici';

export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** From the slash after the host on, e.g. `/v23.0/1234/messages`. */
  readonly path: string;
  /** Added to `authorization`, which is always set. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable | FormData;
  /** Default 30 000. */
  readonly timeoutMs?: number;
}

export interface GraphResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Reply {
  readonly conversationId: number;
  readonly text: string;
  /** The message it quotes. */
  readonly contextWamid?: string;
}

export interface Unanswered {
  readonly conversationId: number;
  readonly messageId: number;
}

export interface NodeHooks {
  /** Set by routing: called after commit with inbound messages that no keyword rule answered. */
  onUnanswered?: (items: readonly Unanswered[]) => void;
  /** Called after this node took a dead or hung incarnation over, with that incarnation's id. */
  onIncarnationLost?: (incarnationId: number) => void;
}

/** What the parts of one node share. */
export interface NodeContext {
  readonly pool: pg.Pool;
  /** e.g. `node-1` */
  readonly nodeName: string;
  readonly incarnationId: number;
  /**
   * BEGIN; FOR SHARE on the own incarnation row; work; COMMIT. Throws FencedError after a take-over.
   * A deadlock (40P01) or serialisation failure runs `work` again, at most 3 times in all.
   */
  readonly fenced: <T>(work: (tx: pg.PoolClient) => Promise<T>) => Promise<T>;
  readonly graph: {
    readonly url: string;
    readonly token: string;
    /** Resolves on every HTTP status; rejects on a broken transport or time-out. */
    readonly request: (options: GraphRequest) => Promise<GraphResponse>;
  };
  readonly phoneNumberIds: readonly string[];
  readonly dataDir: string;
  readonly outbound: {
    /** Inserts an outbox row for a conversation in the caller's transaction, locking the conversation; returns its id. */
    insertReply(tx: pg.PoolClient, reply: Reply): Promise<number>;
    /** After commit: hands the conversations' next rows over in process. */
    wake(conversationIds: readonly number[]): void;
  };
  readonly hooks: NodeHooks;
  readonly log: pino.Logger;
}
