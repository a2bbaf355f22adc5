import type { FastifyInstance } from 'fastify';
import type pino from 'pino';
import { FencedError } from '../cluster/fenced-error.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import { type InboundMessage, parseWebhook, type StatusUpdate, type Webhook } from './parse-webhook.ts';
import { signatureMatches } from './signature.ts';

/** Meta sends up to 3 MB; the rest is room for its escapes. */
const bodyLimitBytes = 4 * 1024 * 1024;

export interface IngestCounters {
  webhooks: number;
  rejectedSignatures: number;
  messages: number;
  duplicates: number;
  statuses: number;
  ignored: number;
  failures: number;
}

export interface WebhookRouteOptions {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly messages: GroupCommit<InboundMessage, boolean>;
  readonly statuses: GroupCommit<StatusUpdate, undefined>;
  readonly counters: IngestCounters;
  /** What is read of a webhook; null = answered with 400. Only planted defects read anything but all. */
  readonly read: (webhook: Webhook) => Webhook | null;
  readonly log: pino.Logger;
  /** This incarnation was taken over. */
  readonly onFenced: () => void;
}

export function newIngestCounters(): IngestCounters {
  return {
    webhooks: 0,
    rejectedSignatures: 0,
    messages: 0,
    duplicates: 0,
    statuses: 0,
    ignored: 0,
    failures: 0,
  };
}

/**
 * GET and POST /webhook. POST: 401 for a wrong signature, 400 for a signed body that is no webhook, 200 after
 * everything in it is committed, 503 when that failed (Meta delivers again; wamid makes that harmless).
 */
export async function registerWebhook(app: FastifyInstance, options: WebhookRouteOptions): Promise<void> {
  // Own scope: the raw-body parser must not reach the other routes.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: bodyLimitBytes },
      (_request, body, done) => done(null, body),
    );

    scope.get('/webhook', async (request, reply) => {
      const query = request.query as Readonly<Record<string, string | undefined>>;
      const challenge = query['hub.challenge'];
      if (
        query['hub.mode'] !== 'subscribe' ||
        query['hub.verify_token'] !== options.verifyToken ||
        !challenge
      ) {
        return reply.code(403).send('hub.mode, hub.verify_token or hub.challenge is wrong');
      }
      return reply.type('text/plain').send(challenge);
    });

    scope.post('/webhook', { bodyLimit: bodyLimitBytes }, async (request, reply) => {
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const signature = request.headers['x-hub-signature-256'];
      if (!signatureMatches(raw, typeof signature === 'string' ? signature : undefined, options.appSecret)) {
        options.counters.rejectedSignatures += 1;
        return reply.code(401).send('X-Hub-Signature-256 is missing or not made with the app secret');
      }
      const parsed = parseWebhook(raw);
      const webhook = parsed === null ? null : options.read(parsed);
      if (webhook === null) return reply.code(400).send('not a WhatsApp webhook');
      options.counters.webhooks += 1;
      try {
        const [fresh] = await Promise.all([
          options.messages.submit(webhook.messages),
          options.statuses.submit(webhook.statuses),
        ]);
        const news = fresh.filter(Boolean).length;
        options.counters.messages += news;
        options.counters.duplicates += fresh.length - news;
        options.counters.statuses += webhook.statuses.length;
        options.counters.ignored += webhook.ignored;
        return reply.code(200).send('');
      } catch (error) {
        options.counters.failures += 1;
        if (error instanceof FencedError) options.onFenced();
        options.log.error({ err: error }, 'webhook not stored');
        return reply.code(503).send('');
      }
    });
  });
}
