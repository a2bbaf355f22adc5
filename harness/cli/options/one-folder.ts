import type { Problems } from './read-option.ts';

/** The one folder a command works on; a problem when there is none, or more than one. */
export function readOneFolder(problems: Problems, operands: readonly string[]): string {
  const [dir, ...rest] = operands;
  if (dir === undefined) problems.push('dir: missing: the run folder, e.g. reports/out/<run>');
  for (const word of rest) problems.push(`${JSON.stringify(word)}: one folder at a time`);
  return dir ?? '';
}
