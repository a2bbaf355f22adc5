import type { Dispatcher } from 'undici';
import { RequestTimeout } from './error-code.ts';
import type { Lease } from './vu-http.ts';

export interface WireRequest {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  readonly timeoutMs: number;
  /** Null keeps the bytes, `none` throws them away as they come. */
  readonly discardBody: boolean;
}

/** k6's seven timings, ms. duration = sending + waiting + receiving. */
export interface Timings {
  blocked: number;
  connecting: number;
  tls_handshaking: number;
  sending: number;
  waiting: number;
  receiving: number;
  duration: number;
}

export interface WireResponse {
  readonly status: number;
  readonly statusText: string;
  /** Alternating names and values, as received. */
  readonly rawHeaders: readonly Buffer[];
  readonly body: Buffer;
  readonly timings: Timings;
  readonly error: unknown;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

const nothing = Buffer.alloc(0);

/** undici's legacy handler: the only one whose callbacks give the moments k6's timings need. */
class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #lease: Lease;
  readonly #onDone: (response: WireResponse) => void;
  readonly #keepBody: boolean;
  readonly #startMs = performance.now();
  readonly #timer: NodeJS.Timeout | null;
  readonly #chunks: Buffer[] = [];
  #abort: ((error?: Error) => void) | null = null;
  #connectedMs = 0;
  #sentMs = 0;
  #firstByteMs = 0;
  #status = 0;
  #statusText = '';
  #headers: readonly Buffer[] = [];
  #done = false;
  #cancelled: Error | null = null;

  constructor(lease: Lease, request: WireRequest, onDone: (response: WireResponse) => void) {
    this.#lease = lease;
    this.#onDone = onDone;
    this.#keepBody = !request.discardBody;
    this.#timer =
      request.timeoutMs > 0 ? setTimeout(() => this.cancel(new RequestTimeout()), request.timeoutMs) : null;
  }

  /** Gives up: the connection is closed, onDone gets the error. */
  cancel(error: Error): void {
    this.#cancelled = error;
    if (this.#abort !== null) this.#abort(error);
    else this.#finish(error, performance.now());
  }

  onConnect(abort: (error?: Error) => void): void {
    if (this.#cancelled !== null) {
      abort(this.#cancelled);
      return;
    }
    this.#abort = abort;
    this.#connectedMs = performance.now();
    this.#sentMs = 0;
  }

  onRequestSent(): void {
    this.#sentMs = performance.now();
  }

  onResponseStarted(): void {
    this.#firstByteMs = performance.now();
  }

  onHeaders(status: number, headers: Buffer[], _resume: () => void, statusText: string): boolean {
    if (status < 200) return true;
    this.#status = status;
    this.#headers = headers;
    this.#statusText = statusText;
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#keepBody) this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    this.#finish(null, performance.now());
  }

  onError(error: Error): void {
    this.#finish(this.#cancelled ?? error, performance.now());
  }

  #timings(endMs: number): Timings {
    const { connection } = this.#lease;
    const connecting = connection?.connectMs ?? 0;
    const tls = connection?.tlsMs ?? 0;
    if (connection !== null) {
      connection.connectMs = 0;
      connection.tlsMs = 0;
    }
    const connectedMs = this.#connectedMs === 0 ? endMs : this.#connectedMs;
    const sentMs = this.#sentMs === 0 ? connectedMs : this.#sentMs;
    // An answer may arrive before the last byte of the request was written.
    const firstByteMs = this.#firstByteMs === 0 ? endMs : Math.max(sentMs, this.#firstByteMs);
    const sending = sentMs - connectedMs;
    const waiting = firstByteMs - sentMs;
    const receiving = endMs - firstByteMs;
    return {
      blocked: Math.max(0, connectedMs - this.#startMs - connecting - tls),
      connecting,
      tls_handshaking: tls,
      sending,
      waiting,
      receiving,
      duration: sending + waiting + receiving,
    };
  }

  #finish(error: unknown, endMs: number): void {
    if (this.#done) return;
    this.#done = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const { connection } = this.#lease;
    const socket = connection?.socket ?? null;
    const read = socket?.bytesRead ?? 0;
    const written = socket?.bytesWritten ?? 0;
    const response: WireResponse = {
      status: error === null ? this.#status : 0,
      statusText: this.#statusText,
      rawHeaders: this.#headers,
      body: this.#chunks.length === 1 ? (this.#chunks[0] ?? nothing) : Buffer.concat(this.#chunks),
      timings: this.#timings(endMs),
      error,
      bytesSent: Math.max(0, written - (connection?.bytesWritten ?? 0)),
      bytesReceived: Math.max(0, read - (connection?.bytesRead ?? 0)),
    };
    if (connection !== null) {
      connection.bytesRead = read;
      connection.bytesWritten = written;
    }
    this.#lease.release();
    this.#onDone(response);
  }
}

/** Sends one request; `onDone` is called exactly once, with a response or an error. Returns its cancel. */
export function exchange(
  lease: Lease,
  request: WireRequest,
  onDone: (response: WireResponse) => void,
): (error: Error) => void {
  const handler = new ExchangeHandler(lease, request, onDone);
  lease.dispatcher.dispatch(
    {
      origin: request.origin,
      path: request.path,
      method: request.method as Dispatcher.HttpMethod,
      headers: request.headers,
      body: request.body,
    },
    handler,
  );
  return (error) => handler.cancel(error);
}
