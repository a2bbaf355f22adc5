import { parseDuration } from '../options/duration.ts';
import type { TestOptions } from '../options/parse-options.ts';
import type { StatusRule } from './expected-status.ts';

/** k6's default. */
const timeoutMs = 60_000;

export interface RequestParams {
  readonly headers: Record<string, string>;
  readonly tags: Readonly<Record<string, unknown>> | null;
  readonly timeoutMs: number;
  readonly responseType: 'text' | 'binary' | 'none';
  readonly redirects: number;
  readonly cookies: Readonly<Record<string, unknown>> | null;
  readonly basicAuth: boolean;
  /** Undefined = the VU's own rule. */
  readonly statusRule: StatusRule | null | undefined;
}

function responseType(value: unknown, options: TestOptions | null): RequestParams['responseType'] {
  if (value === undefined || value === null) return options?.discardResponseBodies === true ? 'none' : 'text';
  if (value === 'text' || value === 'binary' || value === 'none') return value;
  throw new Error(`responseType '${String(value)}' is not text, binary or none`);
}

const lowerNames = new Map<string, string>();
/** Bounded: a script may make header names for ever. */
const lowerNamesMax = 1000;

/** A name made anew for every request would be hashed anew as a key, too. */
function lowerCase(name: string): string {
  let lower = lowerNames.get(name);
  if (lower === undefined) {
    lower = name.toLowerCase();
    if (lowerNames.size >= lowerNamesMax) lowerNames.clear();
    lowerNames.set(name, lower);
  }
  return lower;
}

/** Reads k6's `params`. Throws on what the built-in engine does not have. */
export function parseParams(params: unknown, options: TestOptions | null): RequestParams {
  const given = (params ?? {}) as Record<string, unknown>;
  if (given.compression) throw new Error('params.compression is not supported by the built-in engine');
  if (given.auth !== undefined && given.auth !== 'basic') {
    throw new Error(
      `params.auth '${String(given.auth)}' is not supported by the built-in engine: only basic`,
    );
  }
  const headers: Record<string, string> = {};
  if (given.headers !== undefined && given.headers !== null) {
    const own = given.headers as Record<string, unknown>;
    for (const name of Object.keys(own)) headers[lowerCase(name)] = String(own[name]);
  }
  const timeout = given.timeout === undefined ? timeoutMs : parseDuration(given.timeout);
  if (timeout === null) throw new Error(`invalid timeout value: ${String(given.timeout)}`);
  return {
    headers,
    tags: (given.tags ?? null) as RequestParams['tags'],
    timeoutMs: timeout,
    responseType: responseType(given.responseType, options),
    redirects: typeof given.redirects === 'number' ? given.redirects : (options?.maxRedirects ?? 10),
    cookies: (given.cookies ?? null) as RequestParams['cookies'],
    basicAuth: given.auth === 'basic',
    statusRule: given.responseCallback as StatusRule | null | undefined,
  };
}
