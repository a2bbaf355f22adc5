import { normalise } from '../replies/normalise.ts';
import { readableText } from './readable-text.ts';

export interface InboundMessage {
  readonly phoneNumberId: string;
  /** wa_id, or the business-scoped user id of a customer who hides the number. */
  readonly waId: string;
  readonly name: string;
  readonly wamid: string;
  readonly type: string;
  readonly text: string | null;
  /** Normalised text for the keyword rules; empty when rules do not apply. */
  readonly match: string;
  readonly payload: string | null;
  readonly contextWamid: string | null;
  /** Unix seconds. */
  readonly sentAt: number;
}

export interface StatusUpdate {
  readonly phoneNumberId: string;
  readonly wamid: string;
  /** 1 sent, 2 delivered, 3 read or played, 0 failed. */
  readonly rank: number;
  readonly failedCode: number | null;
  readonly outboxId: number | null;
}

export interface Webhook {
  readonly messages: readonly InboundMessage[];
  readonly statuses: readonly StatusUpdate[];
  /** Changes and items that hold nothing for the message path (template updates, malformed items …). */
  readonly ignored: number;
}

const ranks: Readonly<Record<string, number>> = { sent: 1, delivered: 2, read: 3, played: 3, failed: 0 };

type Json = Readonly<Record<string, unknown>>;

/** Every message and status of every change of every entry. Returns null when the body is not a webhook at all. */
export function parseWebhook(rawBody: Buffer): Webhook | null {
  const body = parseObject(rawBody);
  if (body === null || !Array.isArray(body.entry)) return null;
  const messages: InboundMessage[] = [];
  const statuses: StatusUpdate[] = [];
  let ignored = 0;
  for (const change of body.entry.flatMap((entry) => list(object(entry).changes))) {
    const value = object(object(change).value);
    const phoneNumberId = identifier(object(value.metadata).phone_number_id);
    const items = [...list(value.messages), ...list(value.statuses)];
    if (phoneNumberId === null || items.length === 0) {
      ignored += Math.max(1, items.length);
      continue;
    }
    const names = contactNames(value);
    for (const item of list(value.messages)) {
      const message = toMessage(object(item), phoneNumberId, names);
      if (message === null) ignored += 1;
      else messages.push(message);
    }
    for (const item of list(value.statuses)) {
      const status = toStatus(object(item), phoneNumberId);
      if (status === null) ignored += 1;
      else statuses.push(status);
    }
  }
  return { messages, statuses, ignored };
}

function toMessage(
  item: Json,
  phoneNumberId: string,
  names: ReadonlyMap<string, string>,
): InboundMessage | null {
  const wamid = identifier(item.id);
  const waId = identifier(item.from) ?? identifier(item.from_user_id);
  const type = text(item.type);
  if (wamid === null || waId === null || type === null) return null;
  const body = readableText(type, item);
  return {
    phoneNumberId,
    waId,
    name: names.get(waId) ?? '',
    wamid,
    type,
    text: body,
    match: body === null ? '' : normalise(body),
    payload: type === 'text' ? null : JSON.stringify(item[type] ?? item),
    contextWamid: identifier(object(item.context).id),
    sentAt: unixSeconds(item.timestamp),
  };
}

function toStatus(item: Json, phoneNumberId: string): StatusUpdate | null {
  const wamid = identifier(item.id);
  const rank = ranks[text(item.status) ?? ''];
  if (wamid === null || rank === undefined) return null;
  const opaque = text(item.biz_opaque_callback_data);
  const failure = object(list(item.errors)[0]).code;
  return {
    phoneNumberId,
    wamid,
    rank,
    failedCode: rank === 0 ? (isInt4(failure) ? failure : 0) : null,
    outboxId: opaque !== null && /^\d{1,15}$/.test(opaque) ? Number(opaque) : null,
  };
}

function contactNames(value: Json): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const item of list(value.contacts)) {
    const contact = object(item);
    const name = text(object(contact.profile).name);
    for (const id of [text(contact.wa_id), text(contact.user_id)]) {
      if (id !== null && name !== null) names.set(id, name);
    }
  }
  return names;
}

function parseObject(rawBody: Buffer): Json | null {
  try {
    const body: unknown = JSON.parse(rawBody.toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Json) : null;
  } catch {
    return null;
  }
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A non-empty string without NUL, which PostgreSQL's text cannot hold. */
function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.replaceAll('\0', '\uFFFD') : null;
}

/** Ids are opaque, but one that no index can hold (PostgreSQL: 2.7 KB) is not an id of Meta's (60–140 characters). */
function identifier(value: unknown): string | null {
  const id = text(value);
  return id !== null && id.length <= 512 ? id : null;
}

function isInt4(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
}

/** Meta's timestamps are strings of unix seconds; anything outside 1970–2100 is replaced by now. */
function unixSeconds(value: unknown): number {
  const seconds = Number(value);
  return seconds > 0 && seconds < 4_102_444_800 ? seconds : Math.floor(Date.now() / 1000);
}
