/**
 * A vendor's `client.ts`: how scenarios reach the vendor's own API. It is bundled with the scenario
 * under the alias `vendor` and runs on stock k6 and on the built-in engine, so it may import only `k6/*`.
 * It exports `const client: VendorClient`. No type here needs k6 or Node.
 */
export interface VendorClient {
  readonly id: string;
  /** Uploads one file through the vendor's own API; resolves on every HTTP outcome, never throws for a status. */
  readonly upload?: (file: UploadFile) => Promise<UploadResult>;
  /** Logs an agent in and opens the realtime channel. `index` is 0-based and stable. */
  readonly openAgent?: (index: number) => Promise<AgentSession>;
  /** `broadcast`: schedules messages that the vendor sends of its own accord; `value` is the campaign's id. */
  readonly scheduleCampaign?: (campaign: CampaignOrder) => Promise<OpResult<string>>;
  /** What the vendor itself says became of a campaign; shown beside what arrived, never judged. */
  readonly campaignStatus?: (id: string) => Promise<OpResult<CampaignReport>>;
  /** `order.flow`: the orders that the vendor's store holds now of one customer: ground truth, read after a conversation. */
  readonly ordersOf?: (waId: string) => Promise<OpResult<readonly PlacedOrder[]>>;
  /**
   * Opens what `search` and `apiCalls` need (a login), once and before the load. What it resolves with is handed to every
   * virtual user; it stays in memory.
   */
  readonly openApi?: () => Promise<string>;
  /** One search over all past conversations, as a person may do who sees them all. Resolves on every HTTP outcome. */
  readonly search?: (credential: string, query: SearchQuery) => Promise<OpResult<readonly SearchHit[]>>;
  /** The calls a peak is made of. Called once in every virtual user. */
  readonly apiCalls?: (credential: string) => Promise<readonly ApiCall[]>;
}

/**
 * One message to each recipient, from `startsAtMs` on, in list order: recipient k is due at
 * startsAtMs + k × 60,000 ÷ ratePerMinute.
 */
export interface CampaignOrder {
  /** Unique in the run; the same call again must not make a second campaign. */
  readonly key: string;
  readonly name: string;
  /** `{ref}` is to be replaced by the recipient's own; nothing else is. */
  readonly text: string;
  /** Wall clock, ms since the epoch. */
  readonly startsAtMs: number;
  readonly ratePerMinute: number;
  readonly recipients: readonly { readonly waId: string; readonly ref: string }[];
}

export interface CampaignReport {
  readonly sent: number;
  readonly failed: number;
  /** Not yet sent. */
  readonly waiting: number;
}

/**
 * An order made through a conversation. The flow a vendor with `order.flow` must be set up for: the customer asks to
 * order (`order`, `주문`, `下单`); the vendor asks for item and quantity; the customer says "2 x item"; the vendor asks
 * for the address; the customer tells it; the vendor confirms with the order's number.
 */
export interface PlacedOrder {
  readonly number: string;
  readonly item: string;
  readonly quantity: number;
  readonly address: string;
}

export interface SearchQuery {
  readonly text: string;
  /** Hits wanted at most. */
  readonly limit: number;
}

/** One message found. */
export interface SearchHit {
  readonly id: string;
  readonly text: string;
}

/** One kind of call of the vendor's own API. */
export interface ApiCall {
  /** Stable, lower-case words joined by "-": names a metric. */
  readonly name: string;
  /** How often it is made, relative to the others. */
  readonly weight: number;
  /**
   * Makes the call. `user` is the virtual user's number, from 1 on; a user makes one call at a time, so two calls that write
   * the same thing at once can be kept apart by it. Resolves on every HTTP outcome.
   */
  readonly run: (user: number) => Promise<OpResult>;
}

export interface UploadFile {
  readonly index: number;
  readonly name: string;
  readonly mime: string;
  readonly bytes: ArrayBuffer;
}

export interface UploadResult {
  readonly ok: boolean;
  /** HTTP status; 0 = no response. */
  readonly status: number;
  readonly error?: string;
}

/** A conversation as the agent's screen shows it. */
export interface AgentConversation {
  readonly id: string;
  /** Text of the newest customer message. */
  readonly text: string;
  /** Version of the fields, for optimistic writes. */
  readonly version: number;
}

export interface OpResult<T = undefined> {
  readonly ok: boolean;
  readonly status: number;
  readonly value?: T;
  readonly error?: string;
}

/** One agent at work. Every call resolves (ok or not) or rejects on a broken transport. */
export interface AgentSession {
  /** Called for each conversation newly assigned to this agent, and for each new customer message in one of theirs. */
  onWork(handler: (conversation: AgentConversation) => void): void;
  assigned(): Promise<OpResult<readonly AgentConversation[]>>;
  history(
    conversationId: string,
  ): Promise<OpResult<readonly { readonly direction: 'in' | 'out'; readonly text: string }[]>>;
  reply(conversationId: string, text: string): Promise<OpResult>;
  /** Writes the waybill field against `version`; `value` is the new version. 409 = somebody else wrote first. */
  writeField(conversationId: string, waybill: string, version: number): Promise<OpResult<number>>;
  readField(
    conversationId: string,
  ): Promise<OpResult<{ readonly waybill: string | null; readonly version: number }>>;
  close(conversationId: string): Promise<OpResult>;
  /** Ends the realtime channel and the session. */
  leave(): Promise<void>;
  /** Times the channel broke and was resumed. */
  readonly reconnects: number;
}
