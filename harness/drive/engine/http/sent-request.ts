import { canonicalHeader } from './canonical-header.ts';

/** `Response.request`: what was sent. Headers and body are made up only when asked for. */
export class SentRequest {
  readonly method: string;
  readonly url: string;
  readonly cookies: Readonly<Record<string, unknown>> = {};
  readonly #headers: Readonly<Record<string, string>>;
  readonly #body: string | Buffer | null;

  constructor(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string | Buffer | null,
  ) {
    this.method = method;
    this.url = url;
    this.#headers = headers;
    this.#body = body;
  }

  get headers(): Readonly<Record<string, readonly string[]>> {
    const entries = Object.entries(this.#headers).map(([name, value]) => [canonicalHeader(name), [value]]);
    return Object.fromEntries(entries);
  }

  get body(): string {
    return this.#body === null ? '' : this.#body.toString();
  }
}
