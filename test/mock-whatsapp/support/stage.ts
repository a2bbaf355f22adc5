import { request } from 'undici';
import type { CustomerSpec, OptionsRequest } from '../../../mock-whatsapp/contract/control.ts';
import type { ArrivalPlan, PlanStatus } from '../../../mock-whatsapp/contract/plan.ts';
import { type BuildOptions, build, type Mock } from '../../../mock-whatsapp/index.ts';
import { appSecret, type InboundMessage, type Receiver, startReceiver, verifyToken } from './receiver.ts';

export const token = 'test-token';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read bodies of any shape
  readonly body: any;
}

/** A listening mock, a receiver subscribed to it, and short calls to both APIs. */
export interface Stage {
  readonly mock: Mock;
  readonly receiver: Receiver;
  readonly graphUrl: string;
  readonly controlUrl: string;
  readonly numberId: string;
  graph(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    auth?: string | null,
  ): Promise<Answer>;
  control(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Answer>;
  /** Sends a text to a customer from the number at `number`. */
  say(to: string, text: string, extra?: object, number?: number): Promise<Answer>;
  /** Answers every ask as it comes. */
  replyWith(text: (message: InboundMessage) => string | null): void;
  /** Replies of `replyWith` in flight are over when it resolves. */
  settled(): Promise<void>;
  play(plan: Partial<ArrivalPlan> & Pick<ArrivalPlan, 'arrivals'>): Promise<PlanStatus>;
  close(): Promise<void>;
}

/** Fast options for tests: no Graph latency, statuses at once. */
export const quick: OptionsRequest = {
  name: 'bench',
  graphLatencyMs: [0, 0],
  statusDelaysMs: { sent: 0, delivered: 20, read: 40 },
};

export function customers(count: number, numbers = 8): readonly CustomerSpec[] {
  return Array.from({ length: count }, (_, index) => ({
    waId: String(821000000000 + index),
    name: `고객 ${index} 🙂`,
    number: index % numbers,
    code: `CODE-${String(index).padStart(4, '0')}`,
  }));
}

export function codeOf(waId: string): string {
  return `CODE-${String(Number(waId) - 821000000000).padStart(4, '0')}`;
}

export const basePlan: Omit<ArrivalPlan, 'arrivals'> = {
  v: 1,
  id: 'rush',
  seed: 7,
  matcher: 'echo',
  texts: ['discount code please {nonce}'],
  expect: 'code',
  answerDeadlineMs: 10_000,
  drain: { quietMs: 100, maxMs: 2000 },
  leadMs: 20,
};

export async function openStage(settings: Partial<BuildOptions> = {}, customerCount = 20): Promise<Stage> {
  const receiver = await startReceiver();
  const mock = await build({ token, options: quick, retryLadderMs: [0, 10, 20], ...settings });
  const { graphUrl, controlUrl } = await mock.listen({ port: 0, controlPort: 0 });
  const numberId = mock.phoneNumberIds[0] ?? '';
  const inFlight = new Set<Promise<unknown>>();

  async function call(
    url: string,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    body: unknown,
    auth: string | null,
  ): Promise<Answer> {
    const response = await request(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(auth === null ? {} : { authorization: auth }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.body.text();
    return { status: response.statusCode, body: text === '' ? null : parse(text) };
  }

  const stage: Stage = {
    mock,
    receiver,
    graphUrl,
    controlUrl,
    numberId,
    graph: (method, path, body, auth = `Bearer ${token}`) => call(`${graphUrl}${path}`, method, body, auth),
    control: (method, path, body) => call(`${controlUrl}${path}`, method, body, null),
    say: (to, text, extra = {}, number = 0) =>
      stage.graph('POST', `/v23.0/${mock.phoneNumberIds[number]}/messages`, {
        messaging_product: 'whatsapp',
        to,
        type: 'text',
        text: { body: text },
        ...extra,
      }),
    replyWith(text) {
      receiver.onPost = (delivered) => {
        for (const message of delivered.messages) {
          const reply = text(message);
          if (reply === null) continue;
          const sent = stage.say(message.from, reply).finally(() => inFlight.delete(sent));
          inFlight.add(sent);
        }
      };
    },
    async settled() {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
    async play(plan) {
      const full = { ...basePlan, ...plan };
      const accepted = await stage.control('POST', '/_sim/plans', full);
      if (accepted.status !== 202) throw new Error(JSON.stringify(accepted.body));
      const done = await stage.control('GET', `/_sim/plans/${full.id}?waitMs=20000&state=done`);
      return done.body as PlanStatus;
    },
    async close() {
      await mock.close();
      await receiver.close();
    },
  };
  if (customerCount > 0)
    await stage.control('PUT', '/_sim/customers', {
      customers: customers(customerCount, mock.phoneNumberIds.length),
    });
  const subscribed = await stage.control('POST', '/_sim/webhook', {
    url: receiver.url,
    verifyToken,
    appSecret,
  });
  if (subscribed.status !== 200) throw new Error(JSON.stringify(subscribed.body));
  return stage;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
