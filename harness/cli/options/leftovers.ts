import type { Command } from 'commander';
import type { Problems } from './read-option.ts';

export interface Operands {
  readonly operands: readonly string[];
}

/**
 * Splits what commander did not recognise: operands on one side, unknown options (with the nearest known one) as problems.
 * Commander would stop at the first unknown option; here all are named at once. The word after an unknown option is taken for
 * its value unless written `--name=value`.
 */
export function splitLeftovers(command: Command, problems: Problems): Operands {
  const known = command.options
    .flatMap((option) => [option.long, option.short])
    .filter((flag) => flag != null);
  const operands: string[] = [];
  const words = [...command.args];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    const name = word.split('=')[0] ?? word;
    const near = nearest(name, known);
    problems.push(
      `${name}: not an option of \`${command.name()}\`${near === null ? '' : `; did you mean ${near}?`}`,
    );
    const next = words[i + 1];
    if (!word.includes('=') && next !== undefined && !next.startsWith('-')) i += 1;
  }
  return { operands };
}

/** The known flag at an edit distance of at most 2, or null. */
function nearest(name: string, known: readonly string[]): string | null {
  const ranked = known
    .map((flag) => ({ flag, distance: editDistance(name, flag) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= 2 ? best.flag : null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
