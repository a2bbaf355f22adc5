import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MockOptionSet } from '../../../mock-whatsapp/contract/control.ts';
import type { CapacityCriteria, Ramp } from '../../schema/capacity.ts';
import type { FaultId } from '../../schema/faults.ts';
import {
  defaultScenarios,
  evaluateScenarios,
  type ScenarioId,
  type Size,
  sizes,
} from '../../schema/run-plan.ts';
import {
  type Problems,
  portRange,
  type RawOptions,
  readChoice,
  readChoices,
  readFlag,
  readInteger,
  readText,
  readUrl,
} from './read-option.ts';

export const locales = ['en', 'ko', 'zh'] as const;
export type Locale = (typeof locales)[number];
export const engines = ['node', 'k6'] as const;
export type EngineName = (typeof engines)[number];
/** `bench+drill` is the drills' own and not to be chosen. */
export const optionSets = ['bench', 'singletons', 'meta-default'] as const satisfies readonly MockOptionSet[];
export const seedRange = { min: 0, max: 4_294_967_295 };

/** Loads in the unit of the ramp: asks a second, or agents. */
export interface CapacityInput {
  readonly ramp: Ramp;
  readonly start: number;
  readonly max: number;
  readonly maxPoints: number;
  readonly pointMs: number;
  /** Of the ramp `agents`. */
  readonly asksPerAgentMinute: number;
  /** Null = what vendor.yaml says, if anything. */
  readonly claim: number | null;
  readonly criteria: Partial<CapacityCriteria>;
}

/** A vendor reached by its webhook alone. */
export interface WebhookTarget {
  readonly url: URL;
  readonly mockPort: number;
  readonly appSecret: string | null;
  readonly verifyToken: string | null;
}

export interface EvaluateOptions {
  /** Folder names or paths; empty with a webhook target. */
  readonly vendors: readonly string[];
  readonly webhook: WebhookTarget | null;
  readonly mockOptions: (typeof optionSets)[number];
  readonly size: Size;
  readonly only: readonly ScenarioId[];
  /** Trials of the drill; null = what the size plans. */
  readonly trials: number | null;
  /** `drill` alone: the fault; null = the node kill of the failover scenario. */
  readonly fault: FaultId | null;
  /** `capacity` alone: how the search goes; criteria not given come from the requirement set. */
  readonly capacity: CapacityInput | null;
  /** Absolute path; null = the set that ships with Stormproof. */
  readonly setFile: string | null;
  readonly seed: number;
  readonly engine: EngineName;
  readonly locales: readonly Locale[];
  /** Absolute path of the folder that receives the run folder. */
  readonly outDir: string;
  readonly json: boolean;
}

export const defaultMockPort = 4010;

/** The target of `--webhook` with the options that go with it; null without one. */
export function webhookTarget(
  url: URL | null,
  mockPort: number | null,
  raw: RawOptions,
): WebhookTarget | null {
  if (url === null) return null;
  return {
    url,
    mockPort: mockPort ?? defaultMockPort,
    appSecret: readText(raw, 'appSecret'),
    verifyToken: readText(raw, 'verifyToken'),
  };
}

/**
 * Reads the options of `evaluate`; adds a problem for each that cannot be used. Whether the webhook's host may be tested at
 * all is decided by drive/vendor (SP_CLI_NO_PERMISSION).
 */
export function readEvaluateOptions(
  problems: Problems,
  raw: RawOptions,
  operands: readonly string[],
  cwd: string,
): EvaluateOptions {
  const url = readUrl(problems, '--webhook', readText(raw, 'webhook'));
  const mockPort = readInteger(problems, '--mock-port', readText(raw, 'mockPort'), portRange);
  for (const [key, option] of [
    ['mockPort', '--mock-port'],
    ['appSecret', '--app-secret'],
    ['verifyToken', '--verify-token'],
  ] as const) {
    if (raw[key] !== undefined && raw.webhook === undefined) {
      problems.push(
        `${option}: only together with --webhook: a vendor with a folder gets its own by its driver`,
      );
    }
  }
  if (raw.webhook !== undefined && operands.length > 0) {
    problems.push(`--webhook: not together with a vendor (${operands.join(', ')}): choose one of the two`);
  }
  const setText = readText(raw, 'set');
  const setFile = setText === null ? null : resolve(cwd, setText);
  if (setFile !== null && !existsSync(setFile)) {
    problems.push(`--set: ${JSON.stringify(setText)}: no such file`);
  }
  const size = readChoice(problems, '--size', readText(raw, 'size'), sizes, 'smoke');
  return {
    vendors: operands.length > 0 || raw.webhook !== undefined ? [...new Set(operands)] : ['reference'],
    webhook: webhookTarget(url, mockPort, raw),
    mockOptions: readChoice(problems, '--mock-options', readText(raw, 'mockOptions'), optionSets, 'bench'),
    size,
    only: readChoices(problems, '--only', readText(raw, 'only'), evaluateScenarios) ?? defaultScenarios(size),
    trials: null,
    fault: null,
    capacity: null,
    setFile,
    seed: readInteger(problems, '--seed', readText(raw, 'seed'), seedRange) ?? randomInt(seedRange.max),
    engine: readChoice(problems, '--engine', readText(raw, 'engine'), engines, 'node'),
    locales: readChoices(problems, '--lang', readText(raw, 'lang'), locales) ?? locales,
    outDir: resolve(cwd, readText(raw, 'out') ?? 'reports/out'),
    json: readFlag(raw, 'json'),
  };
}
