/** Messages and statuses travel in separate POSTs, as in every documented sample of Meta. */
export type UpdateKind = 'message' | 'status';

/** What is told about an update while it is delivered; an ask records it. */
export interface DeliveryWatcher {
  /** A POST that carries the update went out (`atMs`: first byte, or the refused connection attempt). */
  attempted(atMs: number): void;
  /** HTTP 200 fully received. Called for each 200, the first one counts. */
  acknowledged(atMs: number): void;
  /** The update could not go out when it was ready: the vendor's unanswered webhooks held it back. */
  heldBack(sinceMs: number): void;
}

/** One inbound message or status, rendered. */
export interface Update {
  readonly kind: UpdateKind;
  /** Index of the business number. */
  readonly number: number;
  readonly waId: string;
  /** The message or status object. */
  readonly json: string;
  /** The `contacts[]` entry that goes with a message. */
  readonly contactJson: string | null;
  /** It never leaves before; a little ahead of its time while its POST is prepared. */
  readonly readyMs: number;
  readonly watcher: DeliveryWatcher | null;
}
