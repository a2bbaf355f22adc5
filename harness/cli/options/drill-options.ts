import { asset } from '../../../package-root.ts';
import { type FaultId, faultIds } from '../../schema/faults.ts';
import { drillTrials } from '../../schema/size-plan.ts';
import { type EvaluateOptions, readEvaluateOptions } from './evaluate-options.ts';
import { type Problems, type RawOptions, readInteger, readText } from './read-option.ts';

/** The watch of a trial is 108 s at worst: a hundred stay below three hours. */
const trialRange = { min: 1, max: 100 };

/** Requirements of the drills that no size of `evaluate` plays. */
const drillSet = asset('requirements', 'drills.yaml');

/**
 * Reads the options of `drill`: an evaluation of one fault alone, at size standard, with its own number of trials. The node
 * kill is `evaluate`'s failover and judged by its set; the others have a set of their own.
 */
export function readDrillOptions(
  problems: Problems,
  raw: RawOptions,
  operands: readonly string[],
  cwd: string,
): EvaluateOptions {
  const [word, ...rest] = operands;
  const fault = readFault(problems, word);
  for (const extra of rest) problems.push(`${JSON.stringify(extra)}: one fault at a time`);
  const vendor = readText(raw, 'vendor') ?? 'reference';
  const trials = readInteger(problems, '--trials', readText(raw, 'trials'), trialRange);
  const options = readEvaluateOptions(problems, raw, [vendor], cwd);
  const isNode = fault === 'node-kill';
  return {
    ...options,
    size: 'standard',
    only: [isNode ? 'failover' : 'drill'],
    setFile: options.setFile ?? (isNode ? null : drillSet),
    trials: trials ?? (fault === 'cpu-pressure' ? drillTrials.pressure : drillTrials.kill),
    fault,
  };
}

function readFault(problems: Problems, word: string | undefined): FaultId {
  const known = faultIds.find((id) => id === word);
  if (known !== undefined) return known;
  const what = word === undefined ? 'missing' : JSON.stringify(word);
  problems.push(`fault: ${what}: one of ${faultIds.join(', ')}`);
  return 'node-kill';
}
