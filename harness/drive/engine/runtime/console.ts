import { inspect } from 'node:util';
import type { Vu } from './vu.ts';

function text(values: readonly unknown[]): string {
  return values
    .map((value) => (typeof value === 'string' ? value : inspect(value, { breakLength: Infinity })))
    .join(' ');
}

/** k6's console: lines on stderr, like its log. */
export function createConsole(vu: Vu): Readonly<Record<string, (...values: unknown[]) => void>> {
  const { log } = vu.test;
  return {
    log: (...values) => log('info', text(values)),
    info: (...values) => log('info', text(values)),
    debug: (...values) => log('debug', text(values)),
    warn: (...values) => log('warning', text(values)),
    error: (...values) => log('error', text(values)),
  };
}
