import type { Vu } from '../runtime/vu.ts';
import { sampleTags, scenarioName } from '../runtime/vu.ts';
import type { WireResponse } from './exchange.ts';

export interface ExchangeTags {
  readonly method: string;
  readonly url: string;
  readonly name: string;
  readonly errorCode: number;
  readonly error: string;
  readonly own: Readonly<Record<string, unknown>> | null;
  /** Null = no http_req_failed sample. */
  readonly expected: boolean | null;
}

const noTags = {};

/** One HTTP exchange in k6's built-in metrics. Tags are made only when a threshold looks at some. */
export function recordExchange(vu: Vu, wire: WireResponse, about: ExchangeTags): void {
  const { registry, builtins } = vu.test;
  const scenario = scenarioName(vu);
  const watched =
    builtins.http_reqs.subMetrics.length > 0 ||
    builtins.http_req_failed.subMetrics.length > 0 ||
    builtins.http_req_duration.subMetrics.length > 0 ||
    builtins.http_req_blocked.subMetrics.length > 0 ||
    builtins.http_req_connecting.subMetrics.length > 0 ||
    builtins.http_req_tls_handshaking.subMetrics.length > 0 ||
    builtins.http_req_sending.subMetrics.length > 0 ||
    builtins.http_req_waiting.subMetrics.length > 0 ||
    builtins.http_req_receiving.subMetrics.length > 0;
  const tags = watched
    ? sampleTags(vu, {
        proto: 'HTTP/1.1',
        method: about.method,
        url: about.url,
        name: about.name,
        status: wire.status,
        ...(about.errorCode === 0 ? {} : { error_code: about.errorCode }),
        ...(about.error === '' ? {} : { error: about.error }),
        ...(about.expected === null ? {} : { expected_response: about.expected }),
        ...about.own,
      })
    : noTags;
  const { timings } = wire;
  registry.add(builtins.http_reqs, 1, tags, scenario);
  registry.add(builtins.http_req_duration, timings.duration, tags, scenario);
  registry.add(builtins.http_req_blocked, timings.blocked, tags, scenario);
  registry.add(builtins.http_req_connecting, timings.connecting, tags, scenario);
  registry.add(builtins.http_req_tls_handshaking, timings.tls_handshaking, tags, scenario);
  registry.add(builtins.http_req_sending, timings.sending, tags, scenario);
  registry.add(builtins.http_req_waiting, timings.waiting, tags, scenario);
  registry.add(builtins.http_req_receiving, timings.receiving, tags, scenario);
  if (about.expected !== null) registry.add(builtins.http_req_failed, about.expected ? 0 : 1, tags, scenario);
  registry.add(builtins.data_sent, wire.bytesSent, noTags, scenario);
  registry.add(builtins.data_received, wire.bytesReceived, noTags, scenario);
}
