/** What lifecycle.ts hands to server.ts, in a file. */
export interface NullConfig {
  readonly port: number;
  readonly graphUrl: string;
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** waId → that customer's discount code. */
  readonly codes: Readonly<Record<string, string>>;
}
