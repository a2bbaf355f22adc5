import { createHash } from 'node:crypto';
import type pg from 'pg';
import { ApiError } from '../agents/api-error.ts';

export interface CampaignRequest {
  readonly key: string;
  readonly name: string;
  /** `{name}` is the contact's name; `{word}` a recipient's own value of that name. */
  readonly text: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly ratePerMinute: number;
  /** One of the two. */
  readonly tag?: string;
  readonly recipients?: readonly {
    readonly waId: string;
    readonly values?: Readonly<Record<string, string>>;
  }[];
}

export interface CampaignStatus {
  readonly id: string;
  readonly name: string;
  readonly state: 'scheduled' | 'sending' | 'done';
  readonly startsAt: string;
  readonly ratePerMinute: number;
  readonly recipients: number;
  readonly due: number;
  readonly queued: number;
  readonly sent: number;
  readonly failed: number;
  /** Sent, or still waiting, later than `lateAfterMs` after its time. */
  readonly late: number;
  readonly lateRatio: number | null;
  readonly lateAfterMs: number;
}

/** A message later than this after its time is late (10 s: the answer deadline of a conversation). */
const lateAfterMs = 10_000;

/** Meta's limit for a text body. */
const maxTextLength = 4_096;

/**
 * Schedules a campaign in the caller's transaction. The same request again finds the same campaign. Throws 409 when its
 * key was used for another, 400 for a text too long and for an empty list.
 */
export async function scheduleCampaign(
  tx: pg.PoolClient,
  context: { readonly incarnationId: number; readonly phoneNumberIds: readonly string[] },
  agentId: number,
  request: CampaignRequest,
): Promise<{ readonly id: number; readonly created: boolean }> {
  const listed = request.recipients ?? (await tagged(tx, request.tag ?? ''));
  if (listed.length === 0)
    throw new ApiError(400, 'SP_SUT_BAD_REQUEST', 'recipients: nobody is on the list or has the tag');
  const texts = listed.map(({ values }) => fill(request.text, values ?? {}));
  const long = texts.findIndex((text) => text.length > maxTextLength);
  if (long >= 0)
    throw new ApiError(400, 'SP_SUT_BAD_REQUEST', `recipients/${long}: the text is longer than 4,096`);
  const { rows } = await tx.query<{ id: number | null; created: boolean }>(
    'SELECT id, created FROM schedule_campaign($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      context.incarnationId,
      request.key,
      createHash('sha256').update(JSON.stringify(request)).digest(),
      request.name,
      request.startsAt,
      request.ratePerMinute,
      agentId,
      context.phoneNumberIds,
      listed.map(({ waId }) => waId),
      texts,
    ],
  );
  const found = rows[0];
  if (found === undefined || found.id === null)
    throw new ApiError(
      409,
      'SP_SUT_CAMPAIGN_KEY',
      'this key was used for another campaign: choose a new one',
    );
  return { id: found.id, created: found.created };
}

async function tagged(tx: pg.PoolClient, tag: string): Promise<NonNullable<CampaignRequest['recipients']>> {
  const { rows } = await tx.query<{ waId: string }>(
    `SELECT c.wa_id AS "waId" FROM contact_tags t JOIN contacts c ON c.id = t.contact_id WHERE t.tag = $1
      ORDER BY c.id`,
    [tag],
  );
  return rows;
}

/** `{name}` is left to the database, which knows the contact. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([A-Za-z0-9_]+)\}/g, (hole, word: string) =>
    word !== 'name' && Object.hasOwn(values, word) ? (values[word] ?? hole) : hole,
  );
}

/** How far a campaign is. Throws 404. */
export async function readCampaign(pool: pg.Pool, id: string): Promise<CampaignStatus> {
  const { rows } = await pool.query<
    Omit<CampaignStatus, 'lateRatio' | 'lateAfterMs' | 'startsAt'> & { startsAt: Date }
  >({
    name: 'campaign_status',
    text: `SELECT c.id::text, c.name, c.starts_at AS "startsAt", c.rate_per_minute AS "ratePerMinute", c.recipients,
                  CASE WHEN c.starts_at > clock_timestamp() THEN 'scheduled'
                       WHEN n.due + n.queued > 0 THEN 'sending' ELSE 'done' END AS state,
                  n.due::integer, n.queued::integer, n.sent::integer, n.failed::integer, n.late::integer
             FROM campaigns c
             CROSS JOIN LATERAL (
               SELECT count(*) FILTER (WHERE r.state = 'due') AS due,
                      count(*) FILTER (WHERE r.state = 'queued') AS queued,
                      count(*) FILTER (WHERE r.state = 'sent') AS sent,
                      count(*) FILTER (WHERE r.state = 'failed') AS failed,
                      count(*) FILTER (WHERE r.state <> 'failed' AND coalesce(r.sent_at, clock_timestamp())
                        > r.due_at + make_interval(secs => $2)) AS late
                 FROM campaign_recipients r WHERE r.campaign_id = c.id
             ) AS n
            WHERE c.id = $1`,
    values: [id, lateAfterMs / 1_000],
  });
  const found = rows[0];
  if (found === undefined) throw new ApiError(404, 'SP_SUT_NO_CAMPAIGN', `there is no campaign ${id}`);
  const lateRatio = found.recipients > 0 ? found.late / found.recipients : null;
  return { ...found, startsAt: found.startsAt.toISOString(), lateRatio, lateAfterMs };
}
