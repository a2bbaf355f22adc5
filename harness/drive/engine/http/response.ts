import { toArrayBuffer } from '../modules/bytes.ts';
import { canonicalHeader } from './canonical-header.ts';
import { parseSetCookie } from './cookie-jar.ts';
import type { Timings, WireResponse } from './exchange.ts';
import { selectJson } from './json-path.ts';
import type { SentRequest } from './sent-request.ts';

export interface ResponseParts {
  readonly wire: WireResponse;
  readonly url: string;
  readonly responseType: 'text' | 'binary' | 'none';
  readonly error: string;
  readonly errorCode: number;
  readonly request: SentRequest;
  readonly remoteIp: string;
  readonly remotePort: number;
}

/** k6's Response. Body text, headers and cookies are read when first asked for. */
export class Response {
  readonly status: number;
  readonly status_text: string;
  readonly url: string;
  readonly error: string;
  readonly error_code: number;
  readonly timings: Timings;
  readonly request: SentRequest;
  readonly remote_ip: string;
  readonly remote_port: number;
  readonly proto = 'HTTP/1.1';
  readonly #wire: WireResponse;
  readonly #type: ResponseParts['responseType'];
  #text: string | null = null;
  #headers: Record<string, string> | null = null;

  constructor(parts: ResponseParts) {
    const { wire } = parts;
    this.status = wire.status;
    this.status_text = wire.status === 0 ? '' : `${wire.status} ${wire.statusText}`;
    this.url = parts.url;
    this.error = parts.error;
    this.error_code = parts.errorCode;
    this.timings = wire.timings;
    this.request = parts.request;
    this.remote_ip = parts.remoteIp;
    this.remote_port = parts.remotePort;
    this.#wire = wire;
    this.#type = parts.responseType;
  }

  get body(): string | ArrayBuffer | null {
    if (this.#type === 'none' || this.status === 0) return null;
    if (this.#type === 'binary') return toArrayBuffer(this.#wire.body);
    this.#text ??= this.#wire.body.toString('utf8');
    return this.#text;
  }

  get headers(): Readonly<Record<string, string>> {
    if (this.#headers !== null) return this.#headers;
    const headers: Record<string, string> = {};
    const raw = this.#wire.rawHeaders;
    for (let index = 0; index + 1 < raw.length; index += 2) {
      const name = canonicalHeader(String(raw[index]));
      const value = String(raw[index + 1]);
      headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    }
    this.#headers = headers;
    return headers;
  }

  get cookies(): Readonly<Record<string, unknown[]>> {
    const cookies: Record<string, unknown[]> = {};
    for (const header of setCookies(this.#wire)) {
      const cookie = parseSetCookie(header, new URL(this.url));
      if (cookie === null) continue;
      const { name, value, domain, path, httpOnly, secure, maxAge, expires } = cookie;
      cookies[name] = [
        ...(cookies[name] ?? []),
        { name, value, domain, path, http_only: httpOnly, secure, max_age: maxAge, expires },
      ];
    }
    return cookies;
  }

  /** The body as JSON, or what a path of keys and indices (`a.b.0`) selects. Throws when it is not JSON. */
  json(selector?: string): unknown {
    const { body } = this;
    if (body === null)
      throw new Error(
        'the body is null so we cannot transform it to JSON - this likely was because of a request error getting the response',
      );
    const text = typeof body === 'string' ? body : this.#wire.body.toString('utf8');
    const value: unknown = JSON.parse(text);
    return selector === undefined ? value : selectJson(value, selector);
  }

  html(): never {
    throw new Error(
      'Response.html() is not supported by the built-in engine: parse the body yourself, or use --engine k6',
    );
  }
  submitForm(): never {
    throw new Error('Response.submitForm() is not supported by the built-in engine: it is synchronous');
  }
  clickLink(): never {
    throw new Error('Response.clickLink() is not supported by the built-in engine: it is synchronous');
  }
}

/** Values of the Set-Cookie headers. */
export function setCookies(wire: WireResponse): string[] {
  const found: string[] = [];
  for (let index = 0; index + 1 < wire.rawHeaders.length; index += 2) {
    const name = wire.rawHeaders[index];
    if (name?.length === 10 && name.toString('latin1').toLowerCase() === 'set-cookie') {
      found.push(String(wire.rawHeaders[index + 1]));
    }
  }
  return found;
}
