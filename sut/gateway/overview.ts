import type { Metric, NodeHealth } from '../node/settings.ts';
import type { ForwardCounters } from './forward.ts';
import type { Part } from './settings.ts';
import type { Upstream, Upstreams } from './upstream.ts';

/** A node that does not answer its health page within this is not healthy. */
const askTimeoutMs = 1_000;

async function ask<T>(upstream: Upstream, path: string): Promise<T | null> {
  try {
    const { statusCode, body } = await upstream.pool.request({
      method: 'GET',
      path,
      headersTimeout: askTimeoutMs,
      bodyTimeout: askTimeoutMs,
      signal: AbortSignal.timeout(askTimeoutMs),
    });
    return statusCode === 200 ? ((await body.json()) as T) : null;
  } catch {
    return null;
  }
}

/** `GET /health`: ok when every part is. `known` are the parts the supervisor told of. */
export async function healthOverview(
  upstreams: Upstreams,
  known: readonly Part[],
): Promise<{ readonly ok: boolean; readonly parts: readonly Part[] }> {
  const answers = await Promise.all(
    upstreams.all.map((upstream) => ask<NodeHealth>(upstream, '/internal/health')),
  );
  const storeHealthy = answers.some((answer) => answer?.ok === true);
  const nodes = upstreams.all.map((upstream, index): Part => {
    const answer = answers[index];
    const pid = answer?.pid ?? known.find((part) => part.role === upstream.name)?.pid ?? 0;
    return {
      role: upstream.name,
      pid,
      part: 'node',
      healthy: answer?.ok === true,
      ...(answer ? { openAsks: answer.openAsks } : {}),
    };
  });
  const others = known
    .filter((part) => part.part !== 'node' && part.part !== 'gateway')
    .map((part): Part => (part.part === 'store' ? { ...part, healthy: storeHealthy } : part));
  const gateway: Part = { role: 'gateway', pid: process.pid, part: 'gateway', healthy: true };
  const parts = [gateway, ...nodes, ...others];
  return { ok: parts.every((part) => part.healthy !== false), parts };
}

/** `GET /metrics`: every node's figures and the gateway's own, in Prometheus' text format. */
export async function metricsText(upstreams: Upstreams, counters: ForwardCounters): Promise<string> {
  const answers = await Promise.all(
    upstreams.all.map((upstream) => ask<readonly Metric[]>(upstream, '/internal/metrics')),
  );
  const families = new Map<string, string[]>();
  const add = (metric: Metric, labels: string): void => {
    const head = [`# HELP ${metric.name} ${metric.help}`, `# TYPE ${metric.name} ${metric.type}`];
    const lines = families.get(metric.name) ?? head;
    lines.push(`${metric.name}${labels} ${metric.value}`);
    families.set(metric.name, lines);
  };
  answers.forEach((metrics, index) => {
    for (const metric of metrics ?? []) add(metric, `{node="${upstreams.all[index]?.name}"}`);
  });
  const own = [
    ['scrm_gateway_requests_total', 'Requests received.', counters.requests],
    ['scrm_gateway_failovers_total', 'Requests passed to another node after a failure.', counters.failovers],
    ['scrm_gateway_failures_total', 'Requests that no node answered.', counters.failures],
  ] as const;
  for (const [name, help, value] of own) add({ name, type: 'counter', help, value }, '');
  return `${[...families.values()].flat().join('\n')}\n`;
}
