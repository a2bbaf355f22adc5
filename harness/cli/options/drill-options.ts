import { type EvaluateOptions, readEvaluateOptions } from './evaluate-options.ts';
import { type Problems, type RawOptions, readInteger, readText } from './read-option.ts';

const faults = ['node-kill'];
const defaultTrials = 5;
/** The watch of a trial is 108 s at worst: a hundred stay below three hours. */
const trialRange = { min: 1, max: 100 };

/** Reads the options of `drill`: an evaluation of failover alone, at size standard, with its own number of trials. */
export function readDrillOptions(
  problems: Problems,
  raw: RawOptions,
  operands: readonly string[],
  cwd: string,
): EvaluateOptions {
  const [fault, ...rest] = operands;
  if (fault === undefined) problems.push(`fault: missing: one of ${faults.join(', ')}`);
  else if (!faults.includes(fault))
    problems.push(`fault: ${JSON.stringify(fault)}: one of ${faults.join(', ')}`);
  for (const word of rest) problems.push(`${JSON.stringify(word)}: one fault at a time`);
  const vendor = readText(raw, 'vendor') ?? 'reference';
  const trials = readInteger(problems, '--trials', readText(raw, 'trials'), trialRange);
  const options = readEvaluateOptions(problems, raw, [vendor], cwd);
  return { ...options, size: 'standard', only: ['failover'], trials: trials ?? defaultTrials };
}
