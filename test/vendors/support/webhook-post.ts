import { createHmac } from 'node:crypto';

export interface Ask {
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** A webhook body as Meta sends it: each inner array is one change. */
export function webhookBody(changes: readonly (readonly Ask[])[], phoneNumberId = '106'): string {
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: changes.map((asks) => ({
      id: 'WABA',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '1555', phone_number_id: phoneNumberId },
            messages: asks.map(({ id, from, text }) => ({
              id,
              from,
              timestamp: '1750030073',
              type: 'text',
              text: { body: text },
            })),
          },
        },
      ],
    })),
  });
}

export function signature(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** Posts a signed body and gives the status. */
export async function postWebhook(url: string, body: string, appSecret: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(body, appSecret) },
    body,
  });
  await response.body?.cancel();
  return response.status;
}
