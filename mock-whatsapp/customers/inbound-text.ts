import { asciiJson } from '../lib/ascii-json.ts';
import { unixSeconds } from '../lib/clock.ts';
import type { DeliveryWatcher, Update } from '../webhooks/update.ts';
import type { Customer } from './directory.ts';

/** A customer's text message as a webhook update. `bodyJson`: the text as a JSON string, ASCII only. */
export function inboundText(
  customer: Customer,
  id: string,
  bodyJson: string,
  readyMs: number,
  watcher: DeliveryWatcher | null,
): Update {
  return {
    kind: 'message',
    number: customer.number,
    waId: customer.waId,
    json: `{"from":"${customer.waId}","id":"${id}","timestamp":"${unixSeconds()}","text":{"body":${bodyJson}},"type":"text"}`,
    contactJson: customer.contactJson,
    readyMs,
    watcher,
  };
}

/** Texts of a plan, escaped once; `{nonce}` is filled in per ask. */
export function textTemplates(texts: readonly string[]): (index: number, nonce: string) => string {
  const templates = texts.map((text) => asciiJson(text).split('{nonce}'));
  return (index, nonce) => (templates[index % templates.length] ?? []).join(nonce);
}
