export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly maxAge: number;
  /** Unix ms; 0 = session. */
  readonly expires: number;
}

export interface CookieJar {
  /** Cookies that go to this URL. */
  forUrl(url: URL): readonly Cookie[];
  set(url: URL, cookie: Cookie): void;
  remove(url: URL, name: string | null): void;
  readonly empty: boolean;
}

function pathMatches(cookiePath: string, path: string): boolean {
  if (path === cookiePath) return true;
  if (!path.startsWith(cookiePath)) return false;
  return cookiePath.endsWith('/') || path[cookiePath.length] === '/';
}

function domainMatches(cookie: Cookie, host: string): boolean {
  return host === cookie.domain || (!cookie.hostOnly && host.endsWith(`.${cookie.domain}`));
}

/** Reads one Set-Cookie header (RFC 6265 §5.2); null when it has no name or is for another domain. */
export function parseSetCookie(header: string, url: URL): Cookie | null {
  const [pair = '', ...attributes] = header.split(';');
  const equals = pair.indexOf('=');
  if (equals < 1) return null;
  const fields = new Map<string, string>();
  for (const attribute of attributes) {
    const [key = '', ...rest] = attribute.split('=');
    fields.set(key.trim().toLowerCase(), rest.join('=').trim());
  }
  const given = (fields.get('domain') ?? '').replace(/^\./, '').toLowerCase();
  const host = url.hostname;
  if (given !== '' && host !== given && !host.endsWith(`.${given}`)) return null;
  const maxAge = Number(fields.get('max-age') ?? Number.NaN);
  const expires = Number.isFinite(maxAge)
    ? Date.now() + maxAge * 1000
    : Date.parse(fields.get('expires') ?? '');
  const path = fields.get('path') ?? '';
  return {
    name: pair.slice(0, equals).trim(),
    value: pair.slice(equals + 1).trim(),
    domain: given === '' ? host : given,
    hostOnly: given === '',
    path: path.startsWith('/') ? path : url.pathname.slice(0, Math.max(1, url.pathname.lastIndexOf('/'))),
    secure: fields.has('secure'),
    httpOnly: fields.has('httponly'),
    maxAge: Number.isFinite(maxAge) ? maxAge : 0,
    expires: Number.isFinite(expires) ? expires : 0,
  };
}

/** Cookies of one VU; k6 makes a new one for every iteration. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>();
  const key = (cookie: Cookie): string => `${cookie.domain};${cookie.path};${cookie.name}`;

  function forUrl(url: URL): Cookie[] {
    const now = Date.now();
    return [...cookies.values()].filter(
      (cookie) =>
        domainMatches(cookie, url.hostname) &&
        pathMatches(cookie.path, url.pathname) &&
        (!cookie.secure || url.protocol === 'https:') &&
        (cookie.expires === 0 || cookie.expires > now),
    );
  }

  return {
    forUrl,
    set(_, cookie) {
      if (cookie.expires !== 0 && cookie.expires <= Date.now()) cookies.delete(key(cookie));
      else cookies.set(key(cookie), cookie);
    },
    remove(url, name) {
      for (const cookie of forUrl(url))
        if (name === null || cookie.name === name) cookies.delete(key(cookie));
    },
    get empty() {
      return cookies.size === 0;
    },
  };
}
