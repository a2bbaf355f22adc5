import {
  type Problems,
  portRange,
  type RawOptions,
  readChoice,
  readInteger,
  readLoopbackUrl,
  readSecret,
  readText,
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
}

/** Reads the options of `mock`; adds a problem for each that cannot be used. */
export function readMockOptions(problems: Problems, raw: RawOptions, operands: readonly string[]): MockInput {
  refuseOperands(problems, operands);
  const port = readInteger(problems, '--port', readText(raw, 'port'), portRange) ?? 4010;
  const controlPort =
    readInteger(problems, '--control-port', readText(raw, 'controlPort'), portRange) ?? 4011;
  if (port === controlPort) {
    problems.push(`--control-port: ${controlPort}: another port than --port`);
  }
  return {
    port,
    controlPort,
    webhook: readLoopbackUrl(problems, '--webhook', readText(raw, 'webhook')),
    appSecret: readSecret(problems, '--app-secret', readText(raw, 'appSecret')),
    verifyToken: readSecret(problems, '--verify-token', readText(raw, 'verifyToken')),
    mockOptions: readChoice(problems, '--mock-options', readText(raw, 'mockOptions'), optionSets, 'bench'),
  };
}
