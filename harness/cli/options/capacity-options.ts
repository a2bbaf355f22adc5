import { asset } from '../../../package-root.ts';
import { capacityPointRange } from '../../schema/capacity.ts';
import { type EvaluateOptions, readEvaluateOptions } from './evaluate-options.ts';
import { type Problems, type RawOptions, readInteger, readNumber, readText } from './read-option.ts';

const capacitySet = asset('requirements', 'capacity.yaml');

const defaults = { startPerSec: 25, maxPerSec: 2000, points: 20, durationSec: 20 } as const;
/** Less than 8 s leaves no quarters of two windows, more than 10 min a point is another kind of test. */
const durationRange = { min: 8, max: 600 };
const rateRange = { min: 0.1, max: 10_000 };

/** Reads the options of `capacity`: an evaluation that searches a rate, at size standard. */
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
  const rate = (name: string, key: string) => readNumber(problems, name, readText(raw, key), rateRange);
  const startPerSec = rate('--start', 'start') ?? defaults.startPerSec;
  const maxPerSec = rate('--max', 'max') ?? Math.max(defaults.maxPerSec, startPerSec);
  if (maxPerSec < startPerSec)
    problems.push(`--max: ${maxPerSec}: at least the rate of --start (${startPerSec})`);
  const p99Ms = readNumber(problems, '--p99', readText(raw, 'p99'), { min: 1, max: 10_000 });
  const answeredRatio = readNumber(problems, '--answered', readText(raw, 'answered'), { min: 0.5, max: 1 });
  const lossRatio = readNumber(problems, '--loss', readText(raw, 'loss'), { min: 0, max: 0.5 });
  const points = readInteger(problems, '--points', readText(raw, 'points'), capacityPointRange);
  const seconds = readInteger(problems, '--duration', readText(raw, 'duration'), durationRange);
  return {
    ...options,
    size: 'standard',
    only: ['capacity'],
    setFile: options.setFile ?? capacitySet,
    capacity: {
      startPerSec,
      maxPerSec,
      maxPoints: points ?? defaults.points,
      pointMs: (seconds ?? defaults.durationSec) * 1000,
      claimPerSec: rate('--claim', 'claim'),
      criteria: {
        ...(p99Ms === null ? {} : { p99Ms }),
        ...(answeredRatio === null ? {} : { answeredRatio }),
        ...(lossRatio === null ? {} : { lossRatio }),
      },
    },
  };
}
