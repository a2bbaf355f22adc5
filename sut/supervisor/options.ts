import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Config, configProblems, configSchema } from './config.ts';
import { SutError } from './sut-error.ts';

export interface Options {
  /** 0 = the first of config.ports, else 4020. */
  readonly port: number;
  readonly nodes: number;
  readonly dieWithParent: boolean;
  readonly config: Config;
}

const maxNodes = 16;

/** Reads command line and configuration file. Throws SP_SUT_OPTIONS with every problem found in both. */
export function readOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options {
  const problems: string[] = [];
  const args = readArguments(argv, problems);
  const port = wholeNumber('--port', args.port, 0, 65_535, problems) ?? 0;
  const nodes = wholeNumber('--nodes', args.nodes, 1, maxNodes, problems) ?? 2;
  const file = readConfigFile(args.config, problems);
  const overrides = {
    ...(args.graph === undefined ? {} : { graphUrl: args.graph }),
    ...(env.DATABASE_URL === undefined || env.DATABASE_URL === '' ? {} : { databaseUrl: env.DATABASE_URL }),
  };
  const parsed =
    file === null ? null : configSchema.safeParse({ ...overrides, ...notNull(file), ...overrides });
  if (parsed !== null && !parsed.success) problems.push(...configProblems(parsed.error));
  if (problems.length > 0 || parsed === null || !parsed.success) {
    throw new SutError('SP_SUT_OPTIONS', 'the SCRM cannot start with these options', problems);
  }
  return { port, nodes, dieWithParent: args['die-with-parent'] === true, config: parsed.data };
}

function readArguments(argv: readonly string[], problems: string[]) {
  const options = {
    port: { type: 'string' },
    nodes: { type: 'string' },
    config: { type: 'string' },
    graph: { type: 'string' },
    'die-with-parent': { type: 'boolean' },
  } as const;
  const { values, tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`${token.value}: unknown argument`);
    if (token.kind === 'option' && !(token.name in options))
      problems.push(`${token.rawName}: unknown option`);
  }
  return values as {
    port?: string;
    nodes?: string;
    config?: string;
    graph?: string;
    'die-with-parent'?: boolean;
  };
}

function wholeNumber(
  name: string,
  text: string | undefined,
  min: number,
  max: number,
  problems: string[],
): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  problems.push(`${name}: "${text}" is not a whole number from ${min} to ${max}`);
  return null;
}

function readConfigFile(
  path: string | undefined,
  problems: string[],
): Readonly<Record<string, unknown>> | null {
  if (path === undefined) {
    problems.push('--config: needs the path of a JSON file');
    return null;
  }
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    problems.push(`${path}: needs a JSON object`);
  } catch (error) {
    problems.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return null;
}

function notNull(file: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(file).filter(([, value]) => value !== null));
}
