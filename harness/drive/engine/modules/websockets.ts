import { WebSocket as WsSocket } from 'ws';
import type { BuiltinName } from '../metrics/builtin.ts';
import { expectedMsOf, type Step } from '../runtime/chain.ts';
import { bookOperation } from '../runtime/scenario-times.ts';
import { addBuiltin, type Vu } from '../runtime/vu.ts';
import { toArrayBuffer, toBytes } from './bytes.ts';

type EventName = 'open' | 'message' | 'error' | 'close' | 'ping' | 'pong';
type Listener = (event: Readonly<Record<string, unknown>>) => void;
const names: readonly EventName[] = ['open', 'message', 'error', 'close', 'ping', 'pong'];

interface Params {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly compression?: string;
}

function readState(socket: WsSocket): number {
  return socket.readyState;
}

/** `k6/websockets`: the WHATWG WebSocket plus k6's params, ping() and ping/pong events. */
export function websocketsModule(vu: Vu): Record<string, unknown> {
  const { builtins } = vu.test;

  class WebSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    readonly url: string;
    binaryType: 'blob' | 'arraybuffer' = 'blob';
    onopen: Listener | null = null;
    onmessage: Listener | null = null;
    onerror: Listener | null = null;
    onclose: Listener | null = null;
    onping: Listener | null = null;
    onpong: Listener | null = null;
    readonly #socket: WsSocket;
    readonly #listeners = new Map<EventName, Listener[]>();
    readonly #tags: Readonly<Record<string, unknown>>;
    readonly #pings = new Map<string, number>();
    #pingId = 0;

    constructor(url: string, protocols?: string | readonly string[] | null, params?: Params | null) {
      if (vu.inInit)
        throw new Error('using WebSocket in the init context (at module level) is not supported');
      const { protocol } = new URL(url);
      if (protocol !== 'ws:' && protocol !== 'wss:')
        throw new Error(`WebSocket needs ws: or wss:, not ${protocol}`);
      this.url = url;
      this.#tags = { url, ...params?.tags };
      const headers = Object.entries(params?.headers ?? {}).map(([name, value]) => [name, String(value)]);
      const subprotocols = protocols === null || protocols === undefined ? [] : [protocols].flat();
      const socket = new WsSocket(url, subprotocols as string[], {
        headers: Object.fromEntries(headers),
        perMessageDeflate: params?.compression === 'deflate',
        rejectUnauthorized: vu.test.options?.insecureSkipTLSVerify !== true,
      });
      this.#socket = socket;
      this.#listen(socket);
    }

    #add(metric: BuiltinName, value: number): void {
      addBuiltin(vu, builtins[metric], value, this.#tags);
    }

    #emit(type: EventName, fields: Readonly<Record<string, unknown>> = {}): void {
      const event = { type, timestamp: Date.now(), ...fields };
      this[`on${type}`]?.(event);
      for (const listener of this.#listeners.get(type) ?? []) listener(event);
    }

    #data(bytes: Buffer, isBinary: boolean): string | ArrayBuffer | Blob {
      if (!isBinary) return bytes.toString('utf8');
      return this.binaryType === 'blob' ? new Blob([bytes]) : toArrayBuffer(bytes);
    }

    /** An opening is a step of the iteration; a ping runs beside whatever else there is. */
    #book(step: Pick<Step, 'startMs' | 'intendedMs'>): void {
      if (vu.scenario !== null) bookOperation(vu.scenario.times.ws, step, performance.now());
    }

    #listen(socket: WsSocket): void {
      const step = vu.chain.start(performance.now(), expectedMsOf(this.#tags));
      const { startMs } = step;
      let openedMs = 0;
      let opening = true;
      const opened = (): void => {
        if (!opening) return;
        opening = false;
        step.end();
        this.#book(step);
      };
      // A socket keeps the iteration open until it is closed.
      const hold = vu.loop.hold(() => {
        opened();
        socket.removeAllListeners();
        socket.on('error', () => undefined);
        socket.terminate();
      });
      socket.on('open', () => {
        openedMs = performance.now();
        opened();
        this.#add('ws_sessions', 1);
        this.#add('ws_connecting', openedMs - startMs);
        hold.call(() => this.#emit('open'));
      });
      socket.on('message', (bytes: Buffer, isBinary) => {
        this.#add('ws_msgs_received', 1);
        addBuiltin(vu, builtins.data_received, bytes.length);
        hold.call(() => this.#emit('message', { data: this.#data(bytes, isBinary) }));
      });
      socket.on('ping', () => hold.call(() => this.#emit('ping')));
      socket.on('pong', (payload) => {
        const sentMs = this.#pings.get(payload.toString());
        if (sentMs !== undefined) {
          this.#pings.delete(payload.toString());
          this.#add('ws_ping', performance.now() - sentMs);
          this.#book({ startMs: sentMs, intendedMs: null });
        }
        hold.call(() => this.#emit('pong'));
      });
      socket.on('error', (error) => hold.call(() => this.#emit('error', { error: error.message })));
      socket.on('close', (code, reason) => {
        // Refused: what it took to be told so counts as the opening's time.
        opened();
        if (openedMs > 0) this.#add('ws_session_duration', performance.now() - startMs);
        hold.release(() => this.#emit('close', { code, reason: reason.toString() }));
      });
    }

    get readyState(): number {
      return readState(this.#socket);
    }

    get bufferedAmount(): number {
      return this.#socket.bufferedAmount;
    }

    addEventListener(name: EventName, listener: Listener): void {
      if (!names.includes(name)) throw new Error(`unsupported event type: ${name}`);
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    }

    send(data: unknown): void {
      if (readState(this.#socket) === WebSocket.CONNECTING)
        throw new Error('InvalidStateError: the socket is not open yet');
      if (data instanceof Blob) {
        void data.arrayBuffer().then((buffer) => this.send(buffer));
        return;
      }
      const payload = typeof data === 'string' ? data : toBytes(data);
      this.#socket.send(payload);
      this.#add('ws_msgs_sent', 1);
      addBuiltin(vu, builtins.data_sent, Buffer.byteLength(payload));
    }

    ping(): void {
      if (readState(this.#socket) !== WebSocket.OPEN)
        throw new Error('InvalidStateError: the socket is not open');
      this.#pingId += 1;
      this.#pings.set(String(this.#pingId), performance.now());
      this.#socket.ping(String(this.#pingId));
    }

    close(code?: number, reason?: string): void {
      this.#socket.close(code ?? 1000, reason);
    }
  }

  return { WebSocket, Blob };
}
