/** Past conversations for `loadHistory`: made by vendors/kit/history from seed and ordinal, the same for every vendor. */
export interface HistoryRequest {
  readonly seed: number;
  /** Ordinals of conversations, first included, end excluded. A later call goes on where the last one ended. */
  readonly from: number;
  readonly to: number;
}

/** One conversation that ended, oldest message first. Later ordinals are later in time. */
export interface PastConversation {
  /** Unique per history: the 0-based ordinal. */
  readonly ordinal: number;
  readonly waId: string;
  readonly name: string;
  readonly messages: readonly PastMessage[];
}

export interface PastMessage {
  readonly direction: 'in' | 'out';
  readonly text: string;
  /** ISO 8601 */
  readonly at: string;
}

export type HistoryLanguage = 'ko' | 'zh' | 'en';

/** How often a term is planted, from a handful in the oldest conversations to one in eight of its language's messages. */
export type TermClass = 'needle' | 'rare' | 'frequent' | 'common' | 'phrase' | 'absent';

/**
 * A term and where it is planted: in the first message of conversation `c` when the rule holds. Conversations of a language
 * are numbered k = 0, 1, …: `slots` of every 20 conversations from `firstSlot` on are of that language.
 */
export interface PlantedTerm {
  readonly text: string;
  readonly language: HistoryLanguage;
  readonly termClass: TermClass;
  readonly firstSlot: number;
  readonly slots: number;
  /** k mod period = phase; 0 = only the listed ones. */
  readonly period: number;
  readonly phase: number;
  readonly listed: readonly number[];
}
