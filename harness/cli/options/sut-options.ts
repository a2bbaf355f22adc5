import {
  type Problems,
  portRange,
  type RawOptions,
  readInteger,
  readLoopbackUrl,
  readText,
} from './read-option.ts';
import { refuseOperands } from './refuse-operands.ts';

export interface SutInput {
  readonly port: number;
  readonly nodes: number;
  readonly graph: URL;
}

/** Reads the options of `sut`; adds a problem for each that cannot be used. */
export function readSutOptions(problems: Problems, raw: RawOptions, operands: readonly string[]): SutInput {
  refuseOperands(problems, operands);
  return {
    port: readInteger(problems, '--port', readText(raw, 'port'), portRange) ?? 4020,
    nodes: readInteger(problems, '--nodes', readText(raw, 'nodes'), { min: 1, max: 16 }) ?? 2,
    graph: readLoopbackUrl(problems, '--graph', readText(raw, 'graph')) ?? new URL('http://127.0.0.1:4010'),
  };
}
