import type { VendorContext } from '../contract/lifecycle.ts';

/** What a one-process vendor needs to be asked, to check signatures, and to answer with each customer's own code. */
export interface AnswerConfig {
  readonly port: number;
  readonly graphUrl: string;
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** waId → that customer's discount code. */
  readonly codes: Readonly<Record<string, string>>;
}

/** The part of a vendor's configuration that the run decides. */
export function answerConfig(context: VendorContext): AnswerConfig {
  const { graphUrl, token, appSecret, verifyToken, customers, ports } = context;
  return {
    port: ports[0] ?? 0,
    graphUrl,
    token,
    appSecret,
    verifyToken,
    codes: Object.fromEntries(customers.map(({ waId, code }) => [waId, code])),
  };
}
