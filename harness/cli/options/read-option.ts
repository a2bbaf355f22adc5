import { isLoopback } from '../../drive/vendor/permission.ts';

/**
 * Readers of single options. Each takes the list of problems and adds one line "option: value: what is allowed" when the
 * value cannot be used, so that a command reports everything that is wrong at once.
 */
export type Problems = string[];

/** Commander's raw values: text as typed, true for a flag, absent otherwise. */
export type RawOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export function problem(problems: Problems, option: string, value: string, allowed: string): void {
  problems.push(`${option}: ${JSON.stringify(value)}: ${allowed}`);
}

export function readText(raw: RawOptions, key: string): string | null {
  const value = raw[key];
  return typeof value === 'string' ? value : null;
}

/** A secret that signs or verifies: an empty one would only look like one. */
export function readSecret(problems: Problems, option: string, value: string | null): string | null {
  if (value === '') problem(problems, option, value, 'at least one character');
  return value;
}

export function readFlag(raw: RawOptions, key: string): boolean {
  return raw[key] === true;
}

export function readChoice<T extends string>(
  problems: Problems,
  option: string,
  value: string | null,
  choices: readonly T[],
  fallback: T,
): T {
  if (value === null) return fallback;
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  problem(problems, option, value, `one of ${choices.join(', ')}`);
  return fallback;
}

/** A comma list without repeats, in the order of `choices`. Null = the option was not given. */
export function readChoices<T extends string>(
  problems: Problems,
  option: string,
  value: string | null,
  choices: readonly T[],
): readonly T[] | null {
  if (value === null) return null;
  const words = value.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !choices.some((choice) => choice === word));
  for (const word of unknown) {
    problem(problems, option, word, `a comma list of ${choices.join(', ')}`);
  }
  return choices.filter((choice) => words.includes(choice));
}

export interface IntegerRange {
  readonly min: number;
  readonly max: number;
}

export function readInteger(
  problems: Problems,
  option: string,
  value: string | null,
  range: IntegerRange,
): number | null {
  if (value === null) return null;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  problem(problems, option, value, `a whole number from ${range.min} to ${range.max}`);
  return null;
}

/** 1024 … 65535: lower ports need rights that a test tool should not have. */
export const portRange: IntegerRange = { min: 1024, max: 65_535 };

/** As readUrl, on this machine: nothing else may be load-tested without a vendor.yaml that holds the permission. */
export function readLoopbackUrl(problems: Problems, option: string, value: string | null): URL | null {
  const url = readUrl(problems, option, value);
  if (url === null || isLoopback(url.href)) return url;
  problem(problems, option, url.href, 'a URL of this machine (127.0.0.1, ::1, localhost)');
  return null;
}

/** A number in a range, ends included. */
export function readNumber(
  problems: Problems,
  option: string,
  value: string | null,
  range: { readonly min: number; readonly max: number },
): number | null {
  if (value === null) return null;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number >= range.min && number <= range.max) return number;
  problem(problems, option, value, `a number from ${range.min} to ${range.max}`);
  return null;
}

/** An absolute http or https URL. */
export function readUrl(problems: Problems, option: string, value: string | null): URL | null {
  if (value === null) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  problem(problems, option, value, 'a full URL, e.g. http://127.0.0.1:4020/webhook');
  return null;
}
