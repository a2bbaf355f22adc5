import http from 'k6/http';
import { WebSocket } from 'k6/websockets';
import type {
  AgentConversation,
  AgentSession,
  CampaignOrder,
  CampaignReport,
  OpResult,
  PlacedOrder,
  SearchHit,
  SearchQuery,
  UploadFile,
  UploadResult,
  VendorClient,
} from '../contract/client.ts';
import { referenceCalls } from './api-calls.ts';

declare function setTimeout(callback: () => void, delayMs: number): unknown;

/** Resume attempts wait 50 ms, 100 ms … 1 s: a killed node is back behind the gateway within a second. */
const firstBackoffMs = 50;
const lastBackoffMs = 1_000;
/** Login, presence and the first connection meet a dying node: tried this often before `openAgent` rejects. */
const openAttempts = 8;

interface ChannelEvent {
  readonly cursor: string;
  readonly type: 'hello' | 'assigned' | 'message' | 'status' | 'closed';
  readonly conversation?: AgentConversation;
  /** Only in hello: events between our cursor and `cursor` are no longer kept; read the list instead. */
  readonly resync?: boolean;
  readonly presence?: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly error?: string;
}

let uploadToken: Promise<string> | null = null;
let supervisorToken: Promise<string> | null = null;

function baseUrl(): string {
  const url = __ENV.SP_VENDOR_URL;
  if (!url) throw new Error('SP_VENDOR_URL is not set: the base URL of the reference SCRM');
  return url.replace(/\/$/, '');
}

function parse(body: unknown): unknown {
  if (typeof body !== 'string' || body === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function errorText(body: unknown, fallback: string): string {
  const error = (body as { error?: { id?: string; message?: string } } | null)?.error;
  return error?.id ? `${error.id} ${error.message ?? ''}` : fallback;
}

async function call(method: string, path: string, token: string | null, body?: unknown): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const payload = body === undefined ? null : JSON.stringify(body);
  // The name tag keeps one metric series per route instead of one per conversation.
  const name = `${method} ${path
    .replace(/\/(conversations|campaigns)\/[^/?]+/, '/$1/:id')
    .replace(/waId=\d+/, 'waId=:id')
    .replace(/\?q=.*/, '')}`;
  const response = await http.asyncRequest(method, `${baseUrl()}${path}`, payload, {
    headers,
    tags: { name },
    responseType: 'text',
  });
  const parsed = parse(response.body);
  if (response.status >= 200 && response.status < 300) return { status: response.status, body: parsed };
  return {
    status: response.status,
    body: parsed,
    error: errorText(parsed, response.error || `HTTP ${response.status}`),
  };
}

function result<T>(answer: Answer, pick: (body: unknown) => T): OpResult<T> {
  if (answer.error !== undefined) return { ok: false, status: answer.status, error: answer.error };
  return { ok: true, status: answer.status, value: pick(answer.body) };
}

function done(answer: Answer): OpResult {
  if (answer.error !== undefined) return { ok: false, status: answer.status, error: answer.error };
  return { ok: true, status: answer.status };
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

async function insist(operation: () => Promise<Answer>, what: string): Promise<Answer> {
  let last: Answer = { status: 0, body: null, error: 'not tried' };
  for (let attempt = 0; attempt < openAttempts; attempt += 1) {
    if (attempt > 0) await pause(Math.min(firstBackoffMs * 2 ** attempt, lastBackoffMs));
    last = await operation();
    if (last.error === undefined) return last;
    if (last.status !== 0 && last.status < 500) break;
  }
  throw new Error(`${what}: ${last.status} ${last.error}`);
}

async function login(name: string): Promise<string> {
  const credentials = { login: name, password: __ENV.SP_AGENT_PASSWORD ?? '' };
  const answer = await insist(() => call('POST', '/api/login', null, credentials), `login of ${name}`);
  return (answer.body as { token: string }).token;
}

/** A call that only a supervisor may make. Never rejects: a broken login or transport is status 0. */
async function asSupervisor(method: string, path: string, body?: unknown): Promise<Answer> {
  try {
    supervisorToken ??= login('supervisor');
    return await call(method, path, await supervisorToken, body);
  } catch (error) {
    supervisorToken = null;
    return { status: 0, body: null, error: String(error) };
  }
}

async function scheduleCampaign(campaign: CampaignOrder): Promise<OpResult<string>> {
  const { startsAtMs, recipients, ...rest } = campaign;
  const answer = await asSupervisor('POST', '/api/campaigns', {
    ...rest,
    startsAt: new Date(startsAtMs).toISOString(),
    recipients: recipients.map(({ waId, ref }) => ({ waId, values: { ref } })),
  });
  return result(answer, (body) => (body as { id: string }).id);
}

async function campaignStatus(id: string): Promise<OpResult<CampaignReport>> {
  return result(await asSupervisor('GET', `/api/campaigns/${id}`), (body) => {
    const { sent, failed, due, queued } = body as Record<'sent' | 'failed' | 'due' | 'queued', number>;
    return { sent, failed, waiting: due + queued };
  });
}

async function ordersOf(waId: string): Promise<OpResult<readonly PlacedOrder[]>> {
  const answer = await asSupervisor('GET', `/api/orders?waId=${waId}`);
  return result(answer, (body) => body as PlacedOrder[]);
}

async function upload(file: UploadFile): Promise<UploadResult> {
  try {
    uploadToken ??= login('agent-0');
    const token = await uploadToken;
    const response = await http.asyncRequest('POST', `${baseUrl()}/api/media`, file.bytes, {
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': file.mime,
        'x-file-name': encodeURIComponent(file.name),
      },
      responseType: 'text',
      timeout: '60s',
    });
    if (response.status === 200) return { ok: true, status: 200 };
    const error = errorText(parse(response.body), response.error || `HTTP ${response.status}`);
    return { ok: false, status: response.status, error };
  } catch (error) {
    uploadToken = null;
    return { ok: false, status: 0, error: String(error) };
  }
}

async function openAgent(index: number): Promise<AgentSession> {
  const token = await login(`agent-${index}`);
  const socketUrl = `${baseUrl().replace(/^http/, 'ws')}/agent/ws?token=${token}`;
  const early: AgentConversation[] = [];
  let handler: ((conversation: AgentConversation) => void) | null = null;
  let cursor = '';
  let socket: WebSocket | null = null;
  let reconnects = 0;
  let leaving = false;
  let backoffMs = firstBackoffMs;
  let failures = 0;
  let first: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null;

  function work(conversation: AgentConversation): void {
    if (handler) handler(conversation);
    else early.push(conversation);
  }

  async function goOnline(): Promise<void> {
    await insist(() => call('PUT', '/api/presence', token, { status: 'online' }), 'presence online');
  }

  async function readList(): Promise<void> {
    const answer = await call('GET', '/api/conversations?assigned=me', token);
    if (answer.error !== undefined) return;
    for (const conversation of answer.body as AgentConversation[]) work(conversation);
  }

  function received(text: string): void {
    const event = JSON.parse(text) as ChannelEvent;
    cursor = event.cursor;
    if (event.type === 'hello') {
      backoffMs = firstBackoffMs;
      if (first) {
        first.resolve();
        first = null;
        return;
      }
      reconnects += 1;
      if (event.presence !== 'online') void goOnline().catch(() => undefined);
      if (event.resync) void readList().catch(() => undefined);
      return;
    }
    if (!event.conversation) return;
    if (event.type === 'assigned' || event.type === 'message') work(event.conversation);
  }

  function connect(): void {
    let ended = false;
    const opened = new WebSocket(cursor === '' ? socketUrl : `${socketUrl}&cursor=${cursor}`);
    socket = opened;
    const end = () => {
      if (ended) return;
      ended = true;
      if (leaving) return;
      failures += 1;
      if (first && failures >= openAttempts) {
        leaving = true;
        first.reject(new Error(`channel of agent-${index} does not open: ${baseUrl()}/agent/ws`));
        return;
      }
      const delayMs = backoffMs * (0.5 + Math.random());
      backoffMs = Math.min(backoffMs * 2, lastBackoffMs);
      setTimeout(() => {
        if (!leaving) connect();
      }, delayMs);
    };
    opened.onmessage = (event) => {
      if (!ended && typeof event?.data === 'string') received(event.data);
    };
    opened.onerror = end;
    opened.onclose = end;
  }

  // The channel first, then presence: nothing can be assigned before the channel can tell.
  await new Promise<void>((resolve, reject) => {
    first = { resolve, reject };
    connect();
  });
  await goOnline();

  const conversation = (id: string) => `/api/conversations/${id}`;
  return {
    onWork(next) {
      handler = next;
      for (const waiting of early.splice(0)) next(waiting);
    },
    async assigned() {
      const answer = await call('GET', '/api/conversations?assigned=me', token);
      return result(answer, (body) => body as AgentConversation[]);
    },
    async history(id) {
      const answer = await call('GET', `${conversation(id)}/messages`, token);
      return result(answer, (body) => body as { direction: 'in' | 'out'; text: string }[]);
    },
    async reply(id, text) {
      return done(await call('POST', `${conversation(id)}/replies`, token, { text }));
    },
    async writeField(id, waybill, version) {
      const answer = await call('PUT', `${conversation(id)}/waybill`, token, { waybill, version });
      return result(answer, (body) => (body as { version: number }).version);
    },
    async readField(id) {
      const answer = await call('GET', `${conversation(id)}/waybill`, token);
      return result(answer, (body) => body as { waybill: string | null; version: number });
    },
    async close(id) {
      return done(await call('POST', `${conversation(id)}/close`, token));
    },
    async leave() {
      leaving = true;
      socket?.close();
      await call('POST', '/api/logout', token);
    },
    get reconnects() {
      return reconnects;
    },
  };
}

async function search(token: string, { text, limit }: SearchQuery): Promise<OpResult<readonly SearchHit[]>> {
  const answer = await call('GET', `/api/search?q=${encodeURIComponent(text)}&limit=${limit}`, token);
  return result(answer, (body) => (body as { messages: SearchHit[] }).messages);
}

/** The reference SCRM over its public API. Needs SP_VENDOR_URL and SP_AGENT_PASSWORD; agents are `agent-<index>`. */
export const client: VendorClient = {
  id: 'reference',
  upload,
  openAgent,
  scheduleCampaign,
  campaignStatus,
  ordersOf,
  // Supervisors see every conversation.
  openApi: () => login('supervisor'),
  search,
  apiCalls: (token) =>
    referenceCalls(async (method, path, body) =>
      result(await call(method, path, token, body), (value) => value),
    ),
};
