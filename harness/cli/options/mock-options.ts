import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Problems,
  portRange,
  type RawOptions,
  readChoice,
  readInteger,
  readText,
  readUrl,
} from './read-option.ts';
import { refuseOperands } from './refuse-operands.ts';

const optionSets = ['bench', 'singletons', 'meta-default'] as const;

export interface MockInput {
  readonly port: number;
  readonly controlPort: number;
  readonly webhook: URL | null;
  readonly appSecret: string | null;
  readonly verifyToken: string | null;
  readonly mockOptions: (typeof optionSets)[number];
  readonly publicUrl: URL | null;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
}

/** Reads the options of `mock`; adds a problem for each that cannot be used. */
export function readMockOptions(
  problems: Problems,
  raw: RawOptions,
  operands: readonly string[],
  cwd: string,
): MockInput {
  refuseOperands(problems, operands);
  const port = readInteger(problems, '--port', readText(raw, 'port'), portRange) ?? 4010;
  const controlPort =
    readInteger(problems, '--control-port', readText(raw, 'controlPort'), portRange) ?? 4011;
  if (port === controlPort) {
    problems.push(`--control-port: ${controlPort}: another port than --port`);
  }
  const certFile = readFile(problems, '--tls-cert', readText(raw, 'tlsCert'), cwd);
  const keyFile = readFile(problems, '--tls-key', readText(raw, 'tlsKey'), cwd);
  if ((certFile === null) !== (keyFile === null)) {
    problems.push('--tls-cert, --tls-key: give both or neither');
  }
  return {
    port,
    controlPort,
    webhook: readUrl(problems, '--webhook', readText(raw, 'webhook')),
    appSecret: readText(raw, 'appSecret'),
    verifyToken: readText(raw, 'verifyToken'),
    mockOptions: readChoice(problems, '--mock-options', readText(raw, 'mockOptions'), optionSets, 'bench'),
    publicUrl: readUrl(problems, '--public-url', readText(raw, 'publicUrl')),
    tls: certFile !== null && keyFile !== null ? { certFile, keyFile } : null,
  };
}

function readFile(problems: Problems, option: string, value: string | null, cwd: string): string | null {
  if (value === null) return null;
  const path = resolve(cwd, value);
  if (!existsSync(path)) problems.push(`${option}: ${JSON.stringify(value)}: no such file`);
  return path;
}
