import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { MockOptions, MockState, OptionsRequest } from './contract/control.ts';
import { createControlApp } from './control/control-app.ts';
import { ControlError } from './control/control-error.ts';
import type { RunTotals } from './customers/ask-book.ts';
import { createDirectory } from './customers/directory.ts';
import { createPlans } from './customers/plans.ts';
import { createScriptAsks } from './customers/script-asks.ts';
import { probeTimer } from './customers/timer-probe.ts';
import { openEventLog } from './events/event-log.ts';
import { createFailedWebhooks } from './events/failed-webhooks.ts';
import { startSampler } from './events/sampler.ts';
import { createSendCounts } from './events/send-counts.ts';
import { createFaults } from './faults/faults.ts';
import { monoNs } from './lib/clock.ts';
import { createPairRate } from './limits/pair-rate.ts';
import { createThroughput } from './limits/throughput.ts';
import { createExpectations } from './media/expectations.ts';
import { createMediaStore } from './media/media-store.ts';
import { createOutgoing } from './messages/outgoing.ts';
import { createNumbers, wabaId } from './numbers.ts';
import { resolveOptions } from './option-sets.ts';
import { createPushes } from './pushes/pushes.ts';
import { createGraphApp } from './routes/graph-app.ts';
import type { GraphLoad } from './routes/graph-context.ts';
import { createDelivery } from './webhooks/delivery.ts';
import { defaultRetryLadderMs } from './webhooks/retry-ladder.ts';
import { createStatuses } from './webhooks/statuses.ts';
import { type ChallengeResult, verifySubscription } from './webhooks/subscription.ts';

/** How a mock is built. Only `token` has no default. */
export interface BuildOptions {
  /** What the vendor must send as bearer token. */
  readonly token: string;
  /** An option set by name, with single values replaced. Default `bench`. */
  readonly options?: OptionsRequest;
  /** Run id in the events. */
  readonly run?: string;
  /** Folder of the event files; null or absent = nothing is written. */
  readonly eventsDir?: string | null;
  /** Pause before attempt 2, 3, … of a webhook, ms; the last one repeats. */
  readonly retryLadderMs?: readonly number[];
  /** Origin in URLs that the mock hands out, when it is not the address it listens on. */
  readonly publicUrl?: string;
  /** A disk error: what was measured is incomplete from here on. */
  readonly onFatal?: (error: Error) => void;
}

/** One mock: two HTTP servers, not yet listening. */
export interface Mock {
  /** Meta's side. */
  readonly graph: FastifyInstance;
  /** Control API. */
  readonly control: FastifyInstance;
  readonly phoneNumberIds: readonly string[];
  readonly wabaId: string;
  /** GET challenge, then delivery there. */
  subscribe(webhook: { url: string; verifyToken: string; appSecret: string }): Promise<ChallengeResult>;
  /** Listens on 127.0.0.1; 0 = any free port. Rejects with EADDRINUSE when a port is taken. */
  listen(ports: { port: number; controlPort: number }): Promise<{ graphUrl: string; controlUrl: string }>;
  /** Stops plans, servers and deliveries, and closes the event files in good order. Idempotent. */
  close(): Promise<void>;
}

/** Composes a mock. Rejects when the event files can't be created. */
export async function build(settings: BuildOptions): Promise<Mock> {
  let options: MockOptions = resolveOptions(settings.options ?? { name: 'bench' });
  const current = (): MockOptions => options;
  const run = settings.run ?? 'mock';
  const onFatal = settings.onFatal ?? ((): void => {});
  const numbers = createNumbers(options.numbers);
  const log = await openEventLog({ dir: settings.eventsDir ?? null, run, onError: onFatal });
  const directory = createDirectory();
  const throughput = createThroughput(numbers.length, options.throughputPerSec);
  const pairRate = createPairRate(options.pairRefillMs, options.pairDepth);
  const noteFailed = createFailedWebhooks(log);
  let lastWebhookFailure: MockState['lastWebhookFailure'] = null;
  const faults = createFaults(log);
  const delivery = createDelivery({
    wabaId,
    numbers,
    options: current,
    retryLadderMs: settings.retryLadderMs ?? defaultRetryLadderMs,
    onFailed: (failed) => {
      lastWebhookFailure = { status: failed.status, error: failed.error };
      noteFailed(failed);
    },
    redeliverAfterMs: faults.redeliverAfterMs,
  });
  const statuses = createStatuses(current, delivery, faults.failsNext);
  const scriptAsks = createScriptAsks(delivery, throughput);
  const sends = createSendCounts();
  const totals: RunTotals = { asks: 0, answers: 0 };
  const load: GraphLoad = { requests: 0, inFlight: 0 };
  const plans = createPlans({
    directory,
    delivery,
    throughput,
    log,
    totals,
    options: current,
    freshPairRate: () => createPairRate(options.pairRefillMs, options.pairDepth),
  });
  const pushes = createPushes({ directory, log });
  const outgoing = createOutgoing({
    directory,
    scriptAsks,
    pushes,
    throughput,
    pairRate,
    statuses,
    sends,
    log,
    options: current,
  });
  const media = createMediaStore();
  const expectations = createExpectations();
  let graphUrl = settings.publicUrl ?? '';
  let closing: Promise<void> | null = null;

  const graph = createGraphApp({
    token: settings.token,
    numbers,
    numberById: new Map(numbers.map((number) => [number.id, number])),
    options: current,
    outgoing,
    media,
    expectations,
    log,
    publicUrl: () => graphUrl,
    load,
    onFatal,
  });

  function openAsks(): number {
    return plans.open + scriptAsks.open;
  }

  async function subscribe(webhook: {
    url: string;
    verifyToken: string;
    appSecret: string;
  }): Promise<ChallengeResult> {
    const result = await verifySubscription(webhook.url, webhook.verifyToken, options.webhookTimeoutMs);
    if (result.ok) delivery.subscribe({ url: webhook.url, appSecret: webhook.appSecret });
    return result;
  }

  function setOptions(request: OptionsRequest): MockOptions {
    const next = resolveOptions(request);
    if (next.numbers !== numbers.length)
      throw new ControlError(
        409,
        'SP_MOCK_OPTIONS',
        `numbers: ${next.numbers}: the mock runs with ${numbers.length}; start another with --options ${next.name}, or send "numbers": ${numbers.length}`,
      );
    options = next;
    throughput.setRate(next.throughputPerSec);
    pairRate.set(next.pairRefillMs, next.pairDepth);
    writeOptions();
    return options;
  }

  function writeOptions(): void {
    log.emit('mock.options', { name: options.name, options: { ...options } });
  }

  const control = createControlApp({
    numbers,
    directory,
    plans,
    pushes,
    scriptAsks,
    expectations,
    faults,
    log,
    health: () => ({ ok: true, pid: process.pid, graphUrl, run }),
    state: () => ({
      monoNs: monoNs(),
      openAsks: openAsks(),
      graphInFlight: load.inFlight,
      graphRequests: load.requests,
      webhookBacklog: delivery.backlog,
      webhookInFlight: delivery.inFlight,
      lastWebhookFailure,
      lastMessageMonoNs: outgoing.lastMessageMs === null ? null : monoNs(outgoing.lastMessageMs),
      plans: plans.all,
    }),
    subscribe,
    setOptions,
    hasWebhook: () => delivery.subscription !== null,
  });

  writeOptions();
  const timer = settings.eventsDir ? probeTimer((facts) => log.emit('mock.timer', facts)) : null;
  const sampler = startSampler((health) => {
    log.emit('mock.sample', {
      asks: totals.asks,
      answers: totals.answers,
      openAsks: openAsks(),
      webhookPosts: delivery.counters.posts,
      webhookFailures: delivery.counters.failures,
      webhookUpdates: delivery.counters.updates,
      webhookBacklog: delivery.backlog,
      graphRequests: load.requests,
      graphInFlight: load.inFlight,
      ...health,
    });
    sends.write(log);
  });

  async function shutDown(): Promise<void> {
    sampler.close();
    await timer?.close();
    await plans.close();
    await pushes.close();
    scriptAsks.close();
    statuses.close();
    await Promise.all([graph.close(), control.close(), delivery.close()]);
    sends.write(log);
    await media.close();
    await log.close();
  }

  return {
    graph,
    control,
    phoneNumberIds: numbers.map(({ id }) => id),
    wabaId,
    subscribe,
    async listen({ port, controlPort }) {
      const host = '127.0.0.1';
      await graph.listen({ port, host, backlog: 4096 });
      await control.listen({ port: controlPort, host, backlog: 4096 });
      const own = (app: FastifyInstance): string =>
        `http://${host}:${(app.server.address() as AddressInfo).port}`;
      graphUrl = settings.publicUrl ?? own(graph);
      return { graphUrl, controlUrl: own(control) };
    },
    close() {
      closing ??= shutDown();
      return closing;
    },
  };
}
