import { asset } from '../../../package-root.ts';
import { capacityPointRange, type Ramp, ramps } from '../../schema/capacity.ts';
import { type EvaluateOptions, readEvaluateOptions } from './evaluate-options.ts';
import {
  type Problems,
  type RawOptions,
  readChoice,
  readInteger,
  readNumber,
  readText,
} from './read-option.ts';

interface RampDefaults {
  readonly set: string;
  readonly start: number;
  readonly max: number;
  readonly durationSec: number;
}

/** Agents are asked seldom: their points last longer. */
const defaults: Readonly<Record<Ramp, RampDefaults>> = {
  rate: { set: asset('requirements', 'capacity.yaml'), start: 25, max: 2000, durationSec: 20 },
  agents: { set: asset('requirements', 'capacity-agents.yaml'), start: 10, max: 200, durationSec: 30 },
};
const defaultPoints = 20;
/** Somebody who answers several chats at once. */
const defaultPace = 6;
/** Less than 8 s leaves no quarters of two windows, more than 10 min a point is another kind of test. */
const durationRange = { min: 8, max: 600 };
const rateRange = { min: 0.1, max: 10_000 };
/** One engine plays them all, and a machine has so many sockets. */
const agentRange = { min: 1, max: 1000 };
/** One a second is the most that one operation after another leaves room for. */
const paceRange = { min: 0.1, max: 60 };

/** Reads the options of `capacity`: an evaluation that searches a load, at size standard. */
export function readCapacityOptions(
  problems: Problems,
  raw: RawOptions,
  operands: readonly string[],
  cwd: string,
): EvaluateOptions {
  for (const word of operands) problems.push(`${JSON.stringify(word)}: name the vendor with --vendor`);
  const vendor = readText(raw, 'vendor');
  if (vendor !== null && raw.webhook !== undefined)
    problems.push('--webhook: not together with --vendor: choose one of the two');
  const options = readEvaluateOptions(problems, raw, vendor === null ? [] : [vendor], cwd);
  const ramp = readChoice(problems, '--ramp', readText(raw, 'ramp'), ramps, 'rate');
  const own = defaults[ramp];
  const load = (name: string, key: string) =>
    ramp === 'agents'
      ? readInteger(problems, name, readText(raw, key), agentRange)
      : readNumber(problems, name, readText(raw, key), rateRange);
  const start = load('--start', 'start') ?? own.start;
  const max = load('--max', 'max') ?? Math.max(own.max, start);
  if (max < start) problems.push(`--max: ${max}: at least the load of --start (${start})`);
  const pace = readNumber(problems, '--pace', readText(raw, 'pace'), paceRange);
  if (pace !== null && ramp !== 'agents') problems.push('--pace: only together with --ramp agents');
  const p99Ms = readNumber(problems, '--p99', readText(raw, 'p99'), { min: 1, max: 10_000 });
  const answeredRatio = readNumber(problems, '--answered', readText(raw, 'answered'), { min: 0.5, max: 1 });
  const lossRatio = readNumber(problems, '--loss', readText(raw, 'loss'), { min: 0, max: 0.5 });
  const points = readInteger(problems, '--points', readText(raw, 'points'), capacityPointRange);
  const seconds = readInteger(problems, '--duration', readText(raw, 'duration'), durationRange);
  return {
    ...options,
    size: 'standard',
    only: ['capacity'],
    setFile: options.setFile ?? own.set,
    capacity: {
      ramp,
      start,
      max,
      maxPoints: points ?? defaultPoints,
      pointMs: (seconds ?? own.durationSec) * 1000,
      asksPerAgentMinute: pace ?? defaultPace,
      claim: load('--claim', 'claim'),
      criteria: {
        ...(p99Ms === null ? {} : { p99Ms }),
        ...(answeredRatio === null ? {} : { answeredRatio }),
        ...(lossRatio === null ? {} : { lossRatio }),
      },
    },
  };
}
