/** What the supervisor tells the gateway on the first line of its stdin. */
export interface GatewaySettings {
  readonly port: number;
  readonly nodes: readonly NodeAddress[];
}

export interface NodeAddress {
  readonly name: string;
  readonly port: number;
}

/** Later lines: processes that only the supervisor knows. */
export interface PartsMessage {
  readonly kind: 'parts';
  readonly parts: readonly Part[];
}

/** One process as `GET /health` shows it. */
export interface Part {
  readonly role: string;
  readonly pid: number;
  /** What a drill may kill. */
  readonly part?: 'node' | 'gateway' | 'store';
  readonly healthy?: boolean;
  readonly openAsks?: number;
}
