import type { PhoneNumber } from '../numbers.ts';
import type { Update } from './update.ts';

/** The body of one POST: one entry, one change per business number, all updates of one kind. */
export function envelope(
  wabaId: string,
  numbers: readonly PhoneNumber[],
  updates: readonly Update[],
): string {
  const byNumber = new Map<number, Update[]>();
  for (const update of updates) {
    const group = byNumber.get(update.number);
    if (group === undefined) byNumber.set(update.number, [update]);
    else group.push(update);
  }
  const changes: string[] = [];
  for (const [number, group] of byNumber) {
    const phone = numbers[number];
    if (phone !== undefined) changes.push(change(phone, group));
  }
  return `{"object":"whatsapp_business_account","entry":[{"id":"${wabaId}","changes":[${changes.join(',')}]}]}`;
}

function change(phone: PhoneNumber, updates: readonly Update[]): string {
  const objects = updates.map((update) => update.json).join(',');
  const contacts = new Set<string>();
  for (const { contactJson } of updates) if (contactJson !== null) contacts.add(contactJson);
  const list =
    updates[0]?.kind === 'message'
      ? `"contacts":[${[...contacts].join(',')}],"messages":[${objects}]`
      : `"statuses":[${objects}]`;
  return `{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"${phone.display}","phone_number_id":"${phone.id}"},${list}},"field":"messages"}`;
}
