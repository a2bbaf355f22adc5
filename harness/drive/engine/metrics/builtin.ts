import type { Metric, MetricRegistry } from './registry.ts';

/** k6's built-in metrics (metrics/builtin.go): name → type, contents. */
const builtins = {
  vus: ['gauge', 'default'],
  vus_max: ['gauge', 'default'],
  iterations: ['counter', 'default'],
  iteration_duration: ['trend', 'time'],
  dropped_iterations: ['counter', 'default'],
  checks: ['rate', 'default'],
  group_duration: ['trend', 'time'],
  http_reqs: ['counter', 'default'],
  http_req_failed: ['rate', 'default'],
  http_req_duration: ['trend', 'time'],
  http_req_blocked: ['trend', 'time'],
  http_req_connecting: ['trend', 'time'],
  http_req_tls_handshaking: ['trend', 'time'],
  http_req_sending: ['trend', 'time'],
  http_req_waiting: ['trend', 'time'],
  http_req_receiving: ['trend', 'time'],
  ws_sessions: ['counter', 'default'],
  ws_msgs_sent: ['counter', 'default'],
  ws_msgs_received: ['counter', 'default'],
  ws_ping: ['trend', 'time'],
  ws_session_duration: ['trend', 'time'],
  ws_connecting: ['trend', 'time'],
  data_sent: ['counter', 'data'],
  data_received: ['counter', 'data'],
} as const;

export type BuiltinName = keyof typeof builtins;
export type Builtins = Readonly<Record<BuiltinName, Metric>>;

export function defineBuiltins(registry: MetricRegistry): Builtins {
  const names = Object.keys(builtins) as BuiltinName[];
  const entries = names.map((name) => {
    const [type, contains] = builtins[name];
    return [name, registry.define(name, type, contains, false)] as const;
  });
  return Object.fromEntries(entries) as Record<BuiltinName, Metric>;
}
