/** http.url`…`: the URL, and the template as its `name` tag. */
export class HttpUrl {
  readonly url: string;
  readonly name: string;

  constructor(url: string, name: string) {
    this.url = url;
    this.name = name;
  }

  toString(): string {
    return this.url;
  }
}

export function urlTemplate(strings: TemplateStringsArray, ...values: readonly unknown[]): HttpUrl {
  const url = strings.reduce((text, part, index) => text + String(values[index - 1]) + part);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: k6 writes the name tag so
  return new HttpUrl(url, strings.join('${}'));
}

const cache = new Map<string, ParsedUrl>();
/** Bounded: scripts with an id in the path make new URLs for ever. */
const cacheSize = 2000;

export interface ParsedUrl {
  readonly url: URL;
  readonly origin: string;
  readonly path: string;
  /** Without user and password: for tags and the Response. */
  readonly clean: string;
  readonly hasUser: boolean;
  /** `user:password` of the URL, decoded; `:` without either. */
  readonly userinfo: string;
}

/** Null when it is no http(s) URL. */
export function parseUrl(text: string): ParsedUrl | null {
  const known = cache.get(text);
  if (known !== undefined) return known;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const clean =
    url.username === '' && url.password === '' ? text : text.replace(/\/\/[^@/]*@/, '//****:****@');
  const parsed = {
    url,
    origin: url.origin,
    path: url.pathname + url.search,
    clean,
    hasUser: url.username !== '',
    userinfo: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`,
  };
  if (cache.size >= cacheSize) cache.clear();
  cache.set(text, parsed);
  return parsed;
}
