import { expectedMsOf, type Step } from '../runtime/chain.ts';
import { bookOperation } from '../runtime/scenario-times.ts';
import type { Vu } from '../runtime/vu.ts';
import { encodeBody } from './body.ts';
import type { Remote } from './connection.ts';
import { parseSetCookie } from './cookie-jar.ts';
import { isExhaustion, statusErrorCode, transportFailure } from './error-code.ts';
import { exchange, type WireRequest, type WireResponse } from './exchange.ts';
import { parseParams, type RequestParams } from './params.ts';
import { recordExchange } from './record-exchange.ts';
import { HttpUrl, type ParsedUrl, parseUrl } from './request-url.ts';
import { Response, setCookies } from './response.ts';
import { SentRequest } from './sent-request.ts';
import type { Lease } from './vu-http.ts';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const noRemote: Remote = { ip: '', port: 0 };
const cancelled = new Error('the iteration was interrupted');

interface Job {
  readonly vu: Vu;
  readonly params: RequestParams;
  readonly name: string | null;
  /** The whole call, redirects included, as a step of the iteration. */
  readonly step: Step;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
}

interface Hop {
  readonly method: string;
  readonly target: ParsedUrl;
  readonly text: string;
  readonly body: string | Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly redirectsLeft: number;
}

/** A connection that broke, or was never made, has no other end. */
function remoteOf(lease: Lease, wire: WireResponse): Remote {
  const { connection } = lease;
  if (connection === null || (wire.error !== null && connection.socket?.destroyed !== false)) return noRemote;
  return connection.remote;
}

function cookieHeader(job: Job, url: URL): string | null {
  const { jar } = job.vu.http;
  if (jar.empty && job.params.cookies === null) return null;
  const pairs = new Map<string, string>();
  if (!jar.empty) for (const cookie of jar.forUrl(url)) pairs.set(cookie.name, cookie.value);
  for (const [name, value] of Object.entries(job.params.cookies ?? {})) {
    const long =
      typeof value === 'object' ? (value as { value?: string; replace?: boolean }) : { value: String(value) };
    if (!pairs.has(name) || long.replace === true) pairs.set(name, long.value ?? '');
  }
  return pairs.size === 0 ? null : [...pairs].map(([name, value]) => `${name}=${value}`).join('; ');
}

function wireHeaders(job: Job, hop: Hop): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': job.vu.test.options?.userAgent ?? 'stormproof',
    ...hop.headers,
  };
  const { hasUser, userinfo } = hop.target;
  if ((job.params.basicAuth || hasUser) && headers.authorization === undefined) {
    headers.authorization = `Basic ${Buffer.from(userinfo).toString('base64')}`;
  }
  const cookies = cookieHeader(job, hop.target.url);
  if (cookies !== null)
    headers.cookie = headers.cookie === undefined ? cookies : `${headers.cookie}; ${cookies}`;
  return headers;
}

function nextHop(hop: Hop, wire: WireResponse, location: string): Hop | null {
  const target = URL.canParse(location, hop.target.url.href) ? new URL(location, hop.target.url).href : null;
  const parsed = target === null ? null : parseUrl(target);
  if (target === null || parsed === null) return null;
  const keeps = wire.status === 307 || wire.status === 308;
  const method = keeps || hop.method === 'HEAD' ? hop.method : 'GET';
  const { 'content-type': _, authorization, ...rest } = hop.headers;
  const sameOrigin = parsed.origin === hop.target.origin;
  const auth: Record<string, string> = authorization !== undefined && sameOrigin ? { authorization } : {};
  return {
    method,
    target: parsed,
    text: target,
    body: keeps ? hop.body : null,
    headers: keeps && sameOrigin ? hop.headers : { ...rest, ...auth },
    redirectsLeft: hop.redirectsLeft - 1,
  };
}

function finished(job: Job, hop: Hop, wire: WireResponse, remote: Remote): void {
  const { vu, params } = job;
  const failure = wire.error === null ? null : transportFailure(wire.error);
  if (isExhaustion(wire.error)) vu.test.counts.exhausted += 1;
  const rule = params.statusRule === undefined ? vu.http.statusRule : params.statusRule;
  const expected = rule === null ? null : failure === null && rule(wire.status);
  const errorCode = failure?.code ?? statusErrorCode(wire.status);
  const error = failure?.message ?? '';
  const name = job.name ?? (typeof params.tags?.name === 'string' ? params.tags.name : hop.target.clean);
  recordExchange(vu, wire, {
    method: hop.method,
    url: name,
    name,
    errorCode,
    error,
    own: params.tags,
    expected,
  });
  for (const header of wire.rawHeaders.length === 0 ? [] : setCookies(wire)) {
    const cookie = parseSetCookie(header, hop.target.url);
    if (cookie !== null) vu.http.jar.set(hop.target.url, cookie);
  }
  const response = new Response({
    wire,
    url: hop.target.clean,
    responseType: params.responseType,
    error,
    errorCode,
    request: new SentRequest(hop.method, hop.target.clean, hop.headers, hop.body),
    remoteIp: remote.ip,
    remotePort: remote.port,
  });
  const location =
    response.status === 0 || !redirectStatuses.has(wire.status) ? undefined : response.headers.Location;
  const next = location !== undefined && hop.redirectsLeft > 0 ? nextHop(hop, wire, location) : null;
  if (next !== null) {
    send(job, next);
    return;
  }
  job.step.end();
  if (vu.scenario !== null) bookOperation(vu.scenario.times.http, job.step, performance.now());
  if (failure !== null) {
    vu.test.log('warning', `Request Failed: ${hop.method} ${hop.target.clean}: ${failure.message}`);
    if (vu.test.options?.throwOnHttpError === true) {
      job.reject(new Error(`${hop.method} ${hop.target.clean}: ${failure.message}`));
      return;
    }
  }
  job.resolve(response);
}

function send(job: Job, hop: Hop): void {
  const { vu, params } = job;
  const { counts } = vu.test;
  const lease = vu.http.lease(hop.target.origin);
  const request: WireRequest = {
    method: hop.method,
    origin: hop.target.origin,
    path: hop.target.path,
    headers: wireHeaders(job, hop),
    body: hop.body,
    timeoutMs: params.timeoutMs,
    discardBody: params.responseType === 'none',
  };
  const hold = vu.loop.hold(() => cancel(cancelled));
  counts.httpInFlight += 1;
  const cancel = exchange(lease, request, (wire) => {
    counts.httpInFlight -= 1;
    hold.release(() => finished(job, hop, wire, remoteOf(lease, wire)));
  });
}

/** http.asyncRequest(): resolves with k6's Response whatever the outcome, unless options.throw is set. */
export function asyncRequest(
  vu: Vu,
  method: string,
  url: unknown,
  body?: unknown,
  params?: unknown,
): Promise<Response> {
  if (vu.inInit)
    return Promise.reject(new Error('requests are not available at module level: make them in a function'));
  return new Promise((resolve, reject) => {
    const parsed = parseParams(params, vu.test.options);
    const encoded = encodeBody(body);
    const text = String(url);
    const target = parseUrl(text);
    if (target === null) {
      reject(new Error(`invalid URL: ${text}`));
      return;
    }
    if (encoded.contentType !== null && parsed.headers['content-type'] === undefined) {
      parsed.headers['content-type'] = encoded.contentType;
    }
    const name = url instanceof HttpUrl ? url.name : null;
    const step = vu.chain.start(performance.now(), expectedMsOf(parsed.tags));
    const job: Job = { vu, params: parsed, name, step, resolve, reject };
    const hop: Hop = {
      method: method.toUpperCase(),
      target,
      text,
      body: encoded.body,
      headers: parsed.headers,
      redirectsLeft: parsed.redirects,
    };
    send(job, hop);
  });
}
