import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { asset } from '../../../package-root.ts';
import { type Size, sizes } from '../../schema/run-plan.ts';
import {
  type EngineName,
  engines,
  optionSets,
  seedRange,
  type WebhookTarget,
  webhookTarget,
} from './evaluate-options.ts';
import {
  type Problems,
  portRange,
  type RawOptions,
  readChoice,
  readFlag,
  readInteger,
  readText,
  readUrl,
} from './read-option.ts';

export interface RunInput {
  /** Absolute path. */
  readonly script: string;
  /** Vendor id or folder; null = none, or a webhook. */
  readonly vendor: string | null;
  readonly webhook: WebhookTarget | null;
  readonly mockOptions: (typeof optionSets)[number];
  readonly size: Size;
  /** Requirement set that judges the script's figures; null = figures without readings. */
  readonly set: string | null;
  readonly seed: number;
  readonly engine: EngineName;
  readonly env: Readonly<Record<string, string>>;
  readonly overrides: { readonly vus?: number; readonly duration?: string; readonly iterations?: number };
  readonly quiet: boolean;
  /** Absolute path of the folder that receives the run folder; used with a vendor only. */
  readonly outDir: string;
}

/** k6's own limit is the machine's; this only catches a slip of the finger. */
const countRange = { min: 1, max: 1_000_000 };

/** Reads the options of `run`; adds a problem for each that cannot be used. */
export function readRunOptions(
  problems: Problems,
  raw: RawOptions,
  operands: readonly string[],
  cwd: string,
): RunInput {
  const vendor = readText(raw, 'vendor');
  const url = readUrl(problems, '--webhook', readText(raw, 'webhook'));
  if (vendor !== null && raw.webhook !== undefined) {
    problems.push('--webhook: not together with --vendor: choose one of the two');
  }
  const withVendor = vendor !== null || raw.webhook !== undefined;
  for (const [key, option] of [
    ['mockOptions', '--mock-options'],
    ['out', '--out'],
    ['set', '--set'],
  ] as const) {
    if (raw[key] !== undefined && !withVendor) {
      problems.push(
        `${option}: only together with --vendor or --webhook: without one no mock is started and no folder written`,
      );
    }
  }
  const mockPort = readInteger(problems, '--mock-port', readText(raw, 'mockPort'), portRange);
  const vus = readInteger(problems, '--vus', readText(raw, 'vus'), countRange);
  const iterations = readInteger(problems, '--iterations', readText(raw, 'iterations'), countRange);
  const duration = readDuration(problems, readText(raw, 'duration'));
  return {
    script: readScript(problems, operands, cwd),
    vendor,
    webhook: webhookTarget(url, mockPort, raw),
    mockOptions: readChoice(problems, '--mock-options', readText(raw, 'mockOptions'), optionSets, 'bench'),
    set: readPath(raw, 'set', cwd),
    size: readChoice(problems, '--size', readText(raw, 'size'), sizes, 'smoke'),
    seed: readInteger(problems, '--seed', readText(raw, 'seed'), seedRange) ?? randomInt(seedRange.max),
    engine: readChoice(problems, '--engine', readText(raw, 'engine'), engines, 'node'),
    env: readEnv(problems, raw.env),
    overrides: {
      ...(vus === null ? {} : { vus }),
      ...(duration === null ? {} : { duration }),
      ...(iterations === null ? {} : { iterations }),
    },
    quiet: readFlag(raw, 'quiet'),
    outDir: resolve(cwd, readText(raw, 'out') ?? 'reports/out'),
  };
}

/** A path, or the name of a scenario that ships with Stormproof. */
function readScript(problems: Problems, operands: readonly string[], cwd: string): string {
  const [script, ...rest] = operands;
  for (const word of rest) problems.push(`${JSON.stringify(word)}: one script at a time`);
  if (script === undefined) {
    problems.push('script: missing: a .ts or .js file, or the name of a scenario (discount-rush …)');
    return '';
  }
  const found = [resolve(cwd, script), asset('scenarios', script), asset('scenarios', `${script}.ts`)];
  const path = found.find((candidate) => /\.[cm]?[jt]s$/.test(candidate) && existsSync(candidate));
  if (path === undefined) problems.push(`script: ${JSON.stringify(script)}: no such .ts or .js file`);
  return path ?? '';
}

function readDuration(problems: Problems, value: string | null): string | null {
  if (value === null || /^(\d+(\.\d+)?(h|m|s|ms))+$/.test(value)) return value;
  problems.push(`--duration: ${JSON.stringify(value)}: a duration like 30s, 1m30s or 500ms`);
  return null;
}

function readEnv(problems: Problems, value: RawOptions[string]): Readonly<Record<string, string>> {
  const env: Record<string, string> = {};
  for (const word of Array.isArray(value) ? (value as readonly string[]) : []) {
    const at = word.indexOf('=');
    if (at > 0) env[word.slice(0, at)] = word.slice(at + 1);
    else problems.push(`--env: ${JSON.stringify(word)}: NAME=VALUE`);
  }
  return env;
}

function readPath(raw: RawOptions, key: string, cwd: string): string | null {
  const path = readText(raw, key);
  return path === null ? null : resolve(cwd, path);
}
