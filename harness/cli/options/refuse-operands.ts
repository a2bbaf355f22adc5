import type { Problems } from './read-option.ts';

/** For commands without operands: names each word too many. */
export function refuseOperands(problems: Problems, operands: readonly string[]): void {
  for (const word of operands)
    problems.push(`${JSON.stringify(word)}: this command takes no operand; leave it out`);
}
