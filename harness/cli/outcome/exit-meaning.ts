import { exitCodes } from '../../schema/exit-codes.ts';

const meanings: ReadonlyMap<number, string> = new Map([
  [exitCodes.meets, 'every must-have that this run plans is met'],
  [exitCodes.doesNotMeet, 'a must-have is not met'],
  [exitCodes.notProven, 'nothing was missed, but a must-have is not proven'],
  [exitCodes.invalid, 'the measurement was not sound: it says nothing about the vendor'],
  [exitCodes.usage, 'the command cannot be understood'],
  [exitCodes.data, 'a folder or file cannot be read'],
  [exitCodes.environment, 'something the run needs is missing or did not start'],
  [exitCodes.internal, 'a defect of Stormproof'],
  [exitCodes.io, 'the disk is full or failed'],
  [exitCodes.interrupted, 'interrupted'],
]);

/** What an exit code of `stormproof` (not of `run`) says. */
export function exitMeaning(code: number): string {
  return meanings.get(code) ?? 'unknown';
}

/** Later dominates. A failure of the run itself (64 and up) says more than any verdict; an unsound run less than a miss. */
const order: readonly number[] = [
  exitCodes.meets,
  exitCodes.notProven,
  exitCodes.invalid,
  exitCodes.doesNotMeet,
  exitCodes.usage,
  exitCodes.data,
  exitCodes.environment,
  exitCodes.io,
  exitCodes.internal,
  exitCodes.interrupted,
];

/** The exit code of several runs: the worst one. Commutative and associative; 0 for none. */
export function worstExitCode(codes: readonly number[]): number {
  return codes.reduce((worst, code) => (order.indexOf(code) > order.indexOf(worst) ? code : worst), 0);
}
