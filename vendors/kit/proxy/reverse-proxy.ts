import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { BehaviourPlace } from '../../contract/behaviours.ts';
import type { Planter, Planting } from '../behaviours/planter.ts';
import type { EventLog } from '../event-log.ts';
import { nonceOf } from '../nonce.ts';
import { countNew, messagesIn } from './count-new.ts';
import { logApplied } from './log-applied.ts';
import {
  answerJson,
  forward,
  type Listening,
  listen,
  pass,
  readAll,
  relay,
  type Upstream,
  upstreamOf,
} from './relay.ts';

/** Which requests of a vendor's own API belong to which places. The first route that fits counts. */
export interface Route {
  readonly method: string;
  /** Source of a regular expression over path and query. */
  readonly path: string;
  /** From the widest to the narrowest, e.g. api, agent, field. */
  readonly places: readonly BehaviourPlace[];
  /** JSON field of the body whose value `wrong-field` changes. */
  readonly field?: string;
  /** Text that the body must hold for the weaknesses to act, e.g. `"messages":[`: statuses are no asks. */
  readonly holding?: string;
  /** At that place, messages with one of these phrases (lower case) are counted, each once however often it is delivered. */
  readonly counted?: { readonly place: BehaviourPlace; readonly phrases: readonly string[] };
}

export interface ReverseProxyOptions {
  /** The vendor itself, e.g. http://127.0.0.1:4020 */
  readonly target: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly planter: Planter;
  readonly log: EventLog;
}

interface Planted {
  readonly place: BehaviourPlace;
  readonly planting: Planting;
}

/**
 * Stands before a vendor's own API and webhook and plants weaknesses there: a request is held, refused with a status,
 * cut off, or altered as the planter says. WebSockets and requests of no route pass through byte for byte.
 */
export function startReverseProxy(options: ReverseProxyOptions): Promise<Listening> {
  const { planter, log } = options;
  const upstream = upstreamOf(options.target);
  const routes = options.routes.map((route) => ({ ...route, pattern: new RegExp(route.path) }));
  const counted = new Set<string>();

  function routeOf({ method, url = '' }: IncomingMessage): Route | null {
    const found = routes.find((route) => route.method === method && route.pattern.test(url));
    return found?.places.some((place) => planter.places.has(place) || place === 'field') ? found : null;
  }

  function plant(route: Route, arrivedNs: bigint, body: Buffer | null): readonly Planted[] {
    return route.places.flatMap((place) => {
      const counts = place === route.counted?.place && body !== null && planter.places.has(place);
      const units = counts ? countNew(body, route.counted?.phrases ?? [], counted) : 1;
      const planting = planter.at(place, arrivedNs, units);
      return planting === null || planting.applied.length === 0 ? [] : [{ place, planting }];
    });
  }

  function tell(
    planted: readonly Planted[],
    request: IncomingMessage,
    arrivedNs: bigint,
    body: Buffer | null,
  ): void {
    if (planted.length === 0) return;
    const nonce = body === null ? null : nonceOf(body.toString('utf8'));
    const note = noteOf(request, body);
    for (const { place, planting } of planted)
      logApplied(log, planting, { scenario: planter.scenario, place, nonce, note, arrivedNs });
  }

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    route: Route,
    arrivedNs: bigint,
  ): Promise<void> {
    const early = route.holding === undefined ? null : await readAll(request);
    const inScope = early === null || early.includes(route.holding ?? '');
    const planted = inScope ? plant(route, arrivedNs, early) : [];
    const refused = planted.find(({ planting }) => planting.status !== undefined);
    if (refused !== undefined) {
      // The whole request first: an answer before its end would reset the connection instead of being read.
      if (early === null) await drained(request);
      tell([refused], request, arrivedNs, early);
      const { status = 0 } = refused.planting;
      if (status === 0) request.socket.destroy();
      else answerJson(response, status, { error: { id: 'PLANTED', message: 'planted weakness' } });
      return;
    }
    const holdMs = planted.reduce((sum, { planting }) => sum + planting.holdMs, 0);
    const altered = planted.some(({ planting }) => planting.altered);
    const body = early ?? (altered ? await readAll(request) : null);
    if (holdMs > 0) await new Promise((resolve) => setTimeout(resolve, holdMs));
    tell(planted, request, arrivedNs, body);
    if (body === null) pass(request, response, upstream);
    else relay(await forward(request, altered ? alter(body, route.field) : body, upstream), response);
  }

  return listen(
    (request, response) => {
      const arrivedNs = process.hrtime.bigint();
      const route = routeOf(request);
      if (route === null) pass(request, response, upstream);
      else handle(request, response, route, arrivedNs).catch(() => response.destroy());
    },
    options.port,
    upstream.agent,
    (server) => tunnel(server, upstream),
  );
}

/** WebSockets: the two sockets are joined after the request's head was written again as it came. Gives back their end. */
function tunnel(server: Server, { target }: Upstream): () => void {
  const open = new Set<Socket>();
  server.on('upgrade', (request: IncomingMessage, client: Socket, head: Buffer) => {
    const vendor = connect(Number(target.port), target.hostname);
    for (const socket of [client, vendor]) {
      socket.setNoDelay(true);
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2)
      lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    vendor.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
    vendor.write(head);
    vendor.pipe(client).pipe(vendor);
    const end = (): void => {
      vendor.destroy();
      client.destroy();
    };
    for (const socket of [client, vendor]) socket.on('error', end).on('close', end);
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

/** Which request it was: method and path without its numbers, and the messages it carried. */
function noteOf({ method, url }: IncomingMessage, body: Buffer | null): string {
  const wamids = body === null ? [] : messagesIn(body).map(({ id }) => id);
  return [`${method} ${url?.replaceAll(/\d+/g, ':n')}`, ...wamids].join(' ');
}

function drained(request: IncomingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    request.on('end', resolve).on('error', reject).resume();
  });
}

/** The same body with the last character of `field` moved on by one: still a value of the same form, and wrong. */
function alter(body: Buffer, field: string | undefined): Buffer {
  const value = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  if (field === undefined || typeof value[field] !== 'string') return body;
  const text = value[field];
  const last = text.charCodeAt(text.length - 1);
  const moved = last === 0x39 ? 0x30 : last + 1;
  return Buffer.from(JSON.stringify({ ...value, [field]: text.slice(0, -1) + String.fromCharCode(moved) }));
}
