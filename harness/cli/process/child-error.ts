import { type ErrorId, errorCatalogue, StormproofError } from '../../schema/errors.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { ChildExit } from './spawn-child.ts';

/** `SP_ROOM_NAME message`, possibly behind a time stamp of a log. */
const idPattern = /(?:^|\s)(SP_[A-Z0-9]+(?:_[A-Z0-9]+)+)[: ]\s*(.*)$/;

/**
 * What a child's end means for the user: its own `SP_… message` line where it printed one we know, a full disk by its
 * exit code, else `fallback` with the last lines of its log. Pure.
 */
export function childError(
  role: string,
  fallback: ErrorId,
  exit: ChildExit,
  tail: readonly string[],
): StormproofError {
  const named = namedError(tail);
  if (named !== null) return named;
  const id = exit.code === exitCodes.io ? 'SP_RECORD_IO' : fallback;
  return new StormproofError(id, `${role} ${endOf(exit)}`, tail.slice(-10));
}

/** The error that a log names by an id of the catalogue, the lines after it as its problems; null if it names none. Pure. */
export function namedError(log: readonly string[]): StormproofError | null {
  for (const [index, line] of log.entries()) {
    const match = idPattern.exec(line);
    const id = match?.[1];
    if (id === undefined || !isErrorId(id)) continue;
    const { fix } = errorCatalogue[id];
    const problems = log
      .slice(index + 1)
      .map((text) => text.trim())
      .filter((text) => text !== '' && !text.endsWith(fix) && !text.startsWith('fix:'));
    return new StormproofError(id, match?.[2] ?? '', problems);
  }
  return null;
}

function endOf(exit: ChildExit): string {
  if (exit.signal !== null) return `was ended by ${exit.signal}`;
  return exit.code === null ? 'could not be started' : `ended with code ${exit.code}`;
}

function isErrorId(id: string): id is ErrorId {
  return Object.hasOwn(errorCatalogue, id);
}
