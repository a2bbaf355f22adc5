import { asyncRequest } from '../http/async-request.ts';
import { FileData } from '../http/body.ts';
import type { CookieJar } from '../http/cookie-jar.ts';
import { createCookieJar } from '../http/cookie-jar.ts';
import { expectedStatuses, type StatusRule } from '../http/expected-status.ts';
import { urlTemplate } from '../http/request-url.ts';
import type { Vu } from '../runtime/vu.ts';
import { unsupported } from './unsupported.ts';

const useAsync = 'it blocks the VU; use await http.asyncRequest(method, url, body, params)';
const blocking = ['get', 'head', 'post', 'put', 'patch', 'del', 'options', 'request'];

const constants: Readonly<Record<string, string>> = {
  SSL_3_0: 'ssl3.0',
  TLS_1_0: 'tls1.0',
  TLS_1_1: 'tls1.1',
  TLS_1_2: 'tls1.2',
  TLS_1_3: 'tls1.3',
  OCSP_STATUS_GOOD: 'good',
  OCSP_STATUS_REVOKED: 'revoked',
  OCSP_STATUS_SERVER_FAILED: 'server_failed',
  OCSP_STATUS_UNKNOWN: 'unknown',
  OCSP_REASON_UNSPECIFIED: 'unspecified',
  OCSP_REASON_KEY_COMPROMISE: 'key_compromise',
  OCSP_REASON_CA_COMPROMISE: 'ca_compromise',
  OCSP_REASON_AFFILIATION_CHANGED: 'affiliation_changed',
  OCSP_REASON_SUPERSEDED: 'superseded',
  OCSP_REASON_CESSATION_OF_OPERATION: 'cessation_of_operation',
  OCSP_REASON_CERTIFICATE_HOLD: 'certificate_hold',
  OCSP_REASON_REMOVE_FROM_CRL: 'remove_from_crl',
  OCSP_REASON_PRIVILEGE_WITHDRAWN: 'privilege_withdrawn',
  OCSP_REASON_AA_COMPROMISE: 'aa_compromise',
};

interface CookieOptions {
  readonly domain?: string;
  readonly path?: string;
  readonly secure?: boolean;
  readonly http_only?: boolean;
  readonly max_age?: number;
}

function scriptJar(jar: () => CookieJar): Record<string, unknown> {
  return {
    cookiesForURL: (url: string) => {
      const found: Record<string, string[]> = {};
      for (const { name, value } of jar().forUrl(new URL(url))) found[name] = [...(found[name] ?? []), value];
      return found;
    },
    set: (url: string, name: string, value: string, options?: CookieOptions) => {
      const { hostname, pathname } = new URL(url);
      const maxAge = options?.max_age ?? 0;
      jar().set(new URL(url), {
        name,
        value,
        domain: options?.domain ?? hostname,
        hostOnly: options?.domain === undefined,
        path: options?.path ?? (pathname === '' ? '/' : '/'),
        secure: options?.secure ?? false,
        httpOnly: options?.http_only ?? false,
        maxAge,
        expires: maxAge > 0 ? Date.now() + maxAge * 1000 : 0,
      });
    },
    clear: (url: string) => jar().remove(new URL(url), null),
    delete: (url: string, name: string) => jar().remove(new URL(url), name),
  };
}

/** `k6/http`: asyncRequest and what needs no blocking. */
export function httpModule(vu: Vu): Record<string, unknown> {
  return {
    ...constants,
    ...Object.fromEntries(blocking.map((name) => [name, unsupported(`http.${name}()`, useAsync)])),
    batch: unsupported('http.batch()', 'use Promise.all over http.asyncRequest()'),
    asyncRequest: (method: string, url: unknown, body?: unknown, params?: unknown) =>
      asyncRequest(vu, method, url, body, params),
    url: urlTemplate,
    file: (data: unknown, filename?: string, contentType?: string) =>
      new FileData(data, filename, contentType),
    expectedStatuses,
    setResponseCallback: (rule: StatusRule | null) => {
      vu.http.statusRule = rule;
    },
    cookieJar: () => scriptJar(() => vu.http.jar),
    CookieJar: function newJar() {
      const own = createCookieJar();
      return scriptJar(() => own);
    },
  };
}
