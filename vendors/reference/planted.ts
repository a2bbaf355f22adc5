import { type BehaviourSpec, placeOf } from '../contract/behaviours.ts';
import type { Route } from '../kit/proxy/reverse-proxy.ts';

/** The SCRM's own API as the proxy sees it. One operation of an agent is several requests and one field write. */
export const routes: readonly Route[] = [
  { method: 'POST', path: '^/webhook', places: ['webhook'], holding: '"messages":[' },
  { method: 'POST', path: '^/api/media', places: ['api', 'upload'] },
  {
    method: 'PUT',
    path: '^/api/conversations/[^/]+/waybill$',
    places: ['api', 'agent', 'field'],
    field: 'waybill',
  },
  { method: 'GET', path: '^/api/search', places: ['api', 'search'] },
  ...['GET', 'POST'].map(
    (method): Route => ({ method, path: '^/api/conversations', places: ['api', 'agent'] }),
  ),
  ...['GET', 'POST', 'PUT'].map((method): Route => ({ method, path: '^/api/(?!log)', places: ['api'] })),
];

export interface Planted {
  /** Realised by the proxy in front of Graph, the API and the webhook. */
  readonly proxied: readonly BehaviourSpec[];
  /** Switches inside the SCRM. */
  readonly switches: readonly BehaviourSpec[];
  /** Whether clients, or webhooks, must go through the proxy. */
  readonly api: boolean;
  readonly webhook: boolean;
}

/** Who realises which of the weaknesses of vendor.yaml. */
export function splitPlanted(behaviours: readonly BehaviourSpec[]): Planted {
  const proxied = behaviours.filter((spec) => placeOf(spec) !== 'inside');
  const places = new Set(proxied.map(placeOf));
  return {
    proxied,
    switches: behaviours.filter((spec) => placeOf(spec) === 'inside'),
    api: [...places].some((place) => place !== 'send' && place !== 'webhook'),
    webhook: places.has('webhook'),
  };
}
