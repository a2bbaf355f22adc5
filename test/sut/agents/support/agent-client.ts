import { once } from 'node:events';
import { WebSocket } from 'ws';
import { password } from './agent-node.ts';

export interface Line {
  readonly cursor: string;
  readonly type: 'hello' | 'assigned' | 'message' | 'status' | 'closed';
  readonly presence?: string;
  readonly resync?: boolean;
  readonly conversation: { readonly id: string; readonly text: string; readonly version: number };
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into many bodies
export type Body = any;

export async function call(
  url: string,
  method: string,
  path: string,
  token: string | null,
  body?: unknown,
): Promise<Answer<Body>> {
  const headers: Record<string, string> = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(url + path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

export async function login(url: string, name: string): Promise<{ token: string; agentId: number }> {
  const { status, body } = await call(url, 'POST', '/api/login', null, { login: name, password });
  if (status !== 200) throw new Error(`login ${name}: ${status} ${JSON.stringify(body)}`);
  return body;
}

export interface Channel {
  readonly socket: WebSocket;
  /** Events so far, hello left out. */
  readonly events: Line[];
  readonly hello: Line;
  cursor(): string;
  /** Resolves when `count` events are there. */
  until(count: number): Promise<Line[]>;
  close(): Promise<void>;
}

export async function openChannel(url: string, token: string, cursor?: string): Promise<Channel> {
  const query = cursor === undefined ? '' : `&cursor=${cursor}`;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/agent/ws?token=${token}${query}`);
  const events: Line[] = [];
  let last = cursor ?? '0';
  let greeted: ((line: Line) => void) | null = null;
  const waiting = new Set<() => void>();
  const greeting = new Promise<Line>((resolve, reject) => {
    greeted = resolve;
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`channel closed: ${code}`)));
  });
  socket.on('message', (data) => {
    const line = JSON.parse(String(data)) as Line;
    last = line.cursor;
    if (line.type === 'hello') greeted?.(line);
    else events.push(line);
    for (const check of waiting) check();
  });
  const hello = await greeting;
  return {
    socket,
    events,
    hello,
    cursor: () => last,
    until(count) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${events.length} of ${count} events came`)), 8_000);
        const check = () => {
          if (events.length < count) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(events);
        };
        waiting.add(check);
        check();
      });
    },
    async close() {
      if (socket.readyState === socket.CLOSED) return;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

export interface AgentAtWork extends Channel {
  readonly token: string;
  readonly agentId: number;
}

/** Logs in, opens the channel, goes online. */
export async function agentAtWork(url: string, name: string): Promise<AgentAtWork> {
  const { token, agentId } = await login(url, name);
  const channel = await openChannel(url, token);
  await call(url, 'PUT', '/api/presence', token, { status: 'online' });
  return Object.assign(channel, { token, agentId });
}
