import { Pool } from 'undici';

/** The version Meta's published OpenAPI describes (facebook/openapi, 2025-11). */
const graphVersion = 'v23.0';
/** At 240 ms a call 256 connections carry about 1,000 sends/s: Meta's top tier. */
const connections = 256;

export interface TextReply {
  readonly phoneNumberId: string;
  readonly to: string;
  readonly text: string;
  /** wamid of the message that is answered. */
  readonly inReplyTo: string;
}

export interface SendResult {
  readonly ok: boolean;
  /** HTTP status; 0 = no response. */
  readonly status: number;
  readonly error?: string;
}

export interface GraphClient {
  /** One POST /messages, never repeated. Resolves on every outcome. `onStart`: its first byte goes onto the wire now. */
  sendText(reply: TextReply, onStart?: () => void): Promise<SendResult>;
  /**
   * Opens every connection of the pool by looking the number up once on each. What a stall or a backlog lets go at
   * once is then on the wire at once: 150 new connections would take 50 ms that no log of the vendor shows.
   */
  warm(phoneNumberId: string): Promise<void>;
  close(): Promise<void>;
}

/** Client of the Graph API at `graphUrl` (the mock), bearer `token`. */
export function createGraphClient(options: {
  readonly graphUrl: string;
  readonly token: string;
}): GraphClient {
  const pool = new Pool(new URL(options.graphUrl).origin, { connections, pipelining: 1 });
  const headers = { authorization: `Bearer ${options.token}`, 'content-type': 'application/json' };

  function sendText(reply: TextReply, onStart: () => void = () => undefined): Promise<SendResult> {
    return new Promise((resolve) => {
      let status = 0;
      const answer: Buffer[] = [];
      pool.dispatch(
        {
          method: 'POST',
          path: `/${graphVersion}/${reply.phoneNumberId}/messages`,
          headers,
          body: JSON.stringify(messageBody(reply)),
        },
        {
          onRequestStart: onStart,
          onResponseStart: (_controller, statusCode) => {
            status = statusCode;
          },
          onResponseData: (_controller, chunk) => {
            answer.push(chunk);
          },
          onResponseEnd: () =>
            resolve(
              status === 200
                ? { ok: true, status }
                : { ok: false, status, error: Buffer.concat(answer).toString() },
            ),
          onResponseError: (_controller, error) => resolve({ ok: false, status: 0, error: error.message }),
        },
      );
    });
  }

  async function warm(phoneNumberId: string): Promise<void> {
    const lookups = Array.from({ length: connections }, async () => {
      const { body } = await pool.request({
        method: 'GET',
        path: `/${graphVersion}/${phoneNumberId}`,
        headers,
      });
      await body.dump();
    });
    await Promise.allSettled(lookups);
  }

  return { sendText, warm, close: () => pool.destroy() };
}

function messageBody(reply: TextReply): object {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: reply.to,
    context: { message_id: reply.inReplyTo },
    type: 'text',
    text: { body: reply.text },
  };
}
