/** One outbox row as its owner holds it in memory. */
export interface OutboundRow {
  readonly id: number;
  readonly conversationId: number;
  readonly phoneNumberId: string;
  readonly to: string;
  readonly text: string;
  readonly contextWamid: string | null;
  /** Claims so far; retries in memory are not counted. */
  readonly attempts: number;
}

/** The SQL type outbound_row (004-outbound.sql). */
export interface OutboundRecord {
  readonly id: number;
  readonly conversation_id: number;
  readonly phone_number_id: string;
  readonly to_wa_id: string;
  readonly text: string;
  readonly context_wamid: string | null;
  readonly attempts: number;
}

export function toOutboundRow(record: OutboundRecord): OutboundRow {
  return {
    id: record.id,
    conversationId: record.conversation_id,
    phoneNumberId: record.phone_number_id,
    to: record.to_wa_id,
    text: record.text,
    contextWamid: record.context_wamid,
    attempts: record.attempts,
  };
}
