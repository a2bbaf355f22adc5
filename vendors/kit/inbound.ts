/** One text message of a customer, as the webhook carried it. */
export interface InboundText {
  readonly id: string;
  /** Digits only. */
  readonly from: string;
  readonly text: string;
  /** The business number it was sent to; an answer must leave from the same one. */
  readonly phoneNumberId: string;
}

interface Payload {
  readonly entry?: readonly {
    readonly changes?: readonly {
      readonly value?: {
        readonly metadata?: { readonly phone_number_id?: string };
        readonly messages?: readonly {
          readonly id?: string;
          readonly from?: string;
          readonly type?: string;
          readonly text?: { readonly body?: string };
        }[];
      };
    }[];
  }[];
}

/** Every text of every entry, change and message: Meta batches up to 1,000 updates in one POST. Throws on bad JSON. */
export function inboundTexts(body: Buffer): InboundText[] {
  const payload = JSON.parse(body.toString('utf8')) as Payload;
  const found: InboundText[] = [];
  for (const entry of payload.entry ?? []) {
    for (const change of entry.changes ?? []) {
      const phoneNumberId = change.value?.metadata?.phone_number_id;
      for (const message of change.value?.messages ?? []) {
        const text = message.text?.body;
        if (!message.id || !message.from || text === undefined || !phoneNumberId) continue;
        found.push({ id: message.id, from: message.from, text, phoneNumberId });
      }
    }
  }
  return found;
}
