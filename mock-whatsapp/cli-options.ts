import { parseArgs } from 'node:util';
import type { OptionsRequest } from './contract/control.ts';
import { optionSets } from './option-sets.ts';

/** What the mock process was asked for. */
export interface CliOptions {
  readonly port: number;
  readonly controlPort: number;
  readonly run: string;
  readonly eventsDir: string | null;
  readonly options: OptionsRequest;
  readonly webhook: string | null;
  readonly dieWithParent: boolean;
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

export type ParsedCli = { readonly ok: CliOptions } | { readonly problems: readonly string[] };

/** Used by `stormproof mock` on a laptop; the harness sets its own by environment. */
const defaultSecrets = {
  token: 'stormproof-token',
  appSecret: 'stormproof-secret',
  verifyToken: 'stormproof-verify',
};

/** Reads argv and environment. Secrets come by environment only: argv is world-readable. */
export function parseCli(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedCli {
  const problems: string[] = [];
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    values = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string', default: '4010' },
        'control-port': { type: 'string', default: '4011' },
        run: { type: 'string', default: 'mock' },
        'events-dir': { type: 'string' },
        options: { type: 'string', default: 'bench' },
        numbers: { type: 'string' },
        webhook: { type: 'string' },
        'die-with-parent': { type: 'boolean', default: false },
        'public-url': { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
      },
      strict: true,
    }).values;
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }

  function text(name: string): string | undefined {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  }
  function integer(name: string, low: number, high: number): number {
    const given = text(name) ?? '';
    const value = Number(given);
    if (given === '' || !Number.isInteger(value) || value < low || value > high)
      problems.push(`--${name}: ${given}: must be a whole number from ${low} to ${high}`);
    return value;
  }

  const port = integer('port', 0, 65_535);
  const controlPort = integer('control-port', 0, 65_535);
  if (port !== 0 && port === controlPort)
    problems.push(`--control-port: ${controlPort}: is --port as well; choose another`);
  const name = text('options') ?? '';
  const set = Object.values(optionSets).find((options) => options.name === name);
  if (set === undefined)
    problems.push(`--options: ${name}: must be one of ${Object.keys(optionSets).join(', ')}`);
  const numbers = text('numbers') === undefined ? undefined : integer('numbers', 1, 100);
  const webhook = text('webhook') ?? null;
  if (webhook !== null && !/^https?:\/\//.test(webhook))
    problems.push(`--webhook: ${webhook}: must be an http(s) URL`);
  for (const unsupported of ['public-url', 'tls-cert', 'tls-key']) {
    if (text(unsupported) !== undefined)
      problems.push(
        `--${unsupported}: ${text(unsupported)}: TLS is not supported yet; put a TLS proxy in front of the mock`,
      );
  }
  if (problems.length > 0 || set === undefined) return { problems };
  return {
    ok: {
      port,
      controlPort,
      run: text('run') ?? 'mock',
      eventsDir: text('events-dir') ?? null,
      options: { name: set.name, ...(numbers === undefined ? {} : { numbers }) },
      webhook,
      dieWithParent: values['die-with-parent'] === true,
      token: env.SP_MOCK_TOKEN ?? defaultSecrets.token,
      appSecret: env.SP_MOCK_APP_SECRET ?? defaultSecrets.appSecret,
      verifyToken: env.SP_MOCK_VERIFY_TOKEN ?? defaultSecrets.verifyToken,
    },
  };
}
