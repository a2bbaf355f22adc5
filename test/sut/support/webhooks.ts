import { createHmac } from 'node:crypto';
import { Pool } from 'undici';

export interface InboundItem {
  readonly from: string;
  readonly wamid: string;
  readonly text: string;
  readonly phoneNumberId?: string;
  readonly timestamp?: number;
}

export interface StatusItem {
  readonly wamid: string;
  readonly status: string;
  readonly to: string;
  readonly opaque?: string;
  readonly code?: number;
}

export interface WebhookClient {
  /** One POST with all the messages in one entry per number; resolves with the status. */
  messages(items: readonly InboundItem[]): Promise<number>;
  statuses(items: readonly { readonly item: StatusItem; readonly phoneNumberId: string }[]): Promise<number>;
  /** Any body, signed unless a signature is given. */
  post(body: string | Buffer, signature?: string | null): Promise<number>;
  close(): Promise<void>;
}

export const defaultNumber = '100000000000001';

export function sign(body: string | Buffer, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** Meta's side of the webhook: signs and posts. */
export function webhookClient(webhookUrl: string, appSecret: string): WebhookClient {
  const url = new URL(webhookUrl);
  const pool = new Pool(url.origin, { connections: 64 });

  async function post(body: string | Buffer, signature?: string | null): Promise<number> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    const value = signature === undefined ? sign(body, appSecret) : signature;
    if (value !== null) headers['x-hub-signature-256'] = value;
    const response = await pool.request({ method: 'POST', path: url.pathname, headers, body });
    await response.body.dump();
    return response.statusCode;
  }

  return {
    post,
    messages: (items) =>
      post(
        envelope(
          byNumber(items.map((item) => [item.phoneNumberId ?? defaultNumber, messageNode(item)])),
          'messages',
        ),
      ),
    statuses: (items) =>
      post(
        envelope(
          byNumber(items.map(({ item, phoneNumberId }) => [phoneNumberId, statusNode(item)])),
          'statuses',
        ),
      ),
    close: () => pool.destroy(),
  };
}

function byNumber(pairs: readonly (readonly [string, object])[]): ReadonlyMap<string, object[]> {
  const groups = new Map<string, object[]>();
  for (const [number, node] of pairs) groups.set(number, [...(groups.get(number) ?? []), node]);
  return groups;
}

function envelope(groups: ReadonlyMap<string, readonly object[]>, kind: 'messages' | 'statuses'): string {
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [...groups].map(([number, nodes]) => ({
      id: 'waba',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: number, phone_number_id: number },
            [kind]: nodes,
          },
        },
      ],
    })),
  });
}

function messageNode(item: InboundItem): object {
  return {
    from: item.from,
    id: item.wamid,
    timestamp: String(item.timestamp ?? Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: item.text },
  };
}

function statusNode(item: StatusItem): object {
  return {
    id: item.wamid,
    status: item.status,
    timestamp: String(Math.floor(Date.now() / 1000)),
    recipient_id: item.to,
    ...(item.opaque === undefined ? {} : { biz_opaque_callback_data: item.opaque }),
    ...(item.code === undefined ? {} : { errors: [{ code: item.code, title: 'failed' }] }),
  };
}
