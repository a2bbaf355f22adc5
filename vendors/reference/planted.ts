import { type BehaviourSpec, placeOf } from '../contract/behaviours.ts';
import type { Route } from '../kit/proxy/reverse-proxy.ts';

/** What begins an order (order_words in sut/store/migrations/009-orders.sql, cancelling ones left out). */
const orderPhrases = ['to order', 'place an order', '주문할', '주문하', '下单', '订购', '點餐', '点餐'];

/** The SCRM's own API as the proxy sees it. One operation of an agent is several requests and one field write. */
export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '^/webhook',
    places: ['webhook', 'order'],
    holding: '"messages":[',
    counted: { place: 'order', phrases: orderPhrases },
  },
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
    api: [...places].some((place) => !['send', 'webhook', 'order'].includes(place)),
    webhook: places.has('webhook') || places.has('order'),
  };
}
