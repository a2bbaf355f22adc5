import { type ErrorId, errorCatalogue, StormproofError } from '../../schema/errors.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { ChildExit } from './spawn-child.ts';

const idPattern = /^(SP_[A-Z0-9]+(?:_[A-Z0-9]+)+)[: ]\s*(.*)$/;

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
  for (const [index, line] of tail.entries()) {
    const match = idPattern.exec(line.trim());
    const id = match?.[1];
    if (id === undefined || !isErrorId(id)) continue;
    const rest = tail.slice(index + 1).filter((text) => text.trim() !== '' && !text.startsWith('fix:'));
    return new StormproofError(
      id,
      match?.[2] ?? '',
      rest.map((text) => text.trim()),
    );
  }
  const how =
    exit.signal !== null
      ? `ended by ${exit.signal}`
      : exit.code === null
        ? 'could not be started'
        : `ended with code ${exit.code}`;
  const id = exit.code === exitCodes.io ? 'SP_RECORD_IO' : fallback;
  return new StormproofError(id, `${role} ${how}`, tail.slice(-10));
}

function isErrorId(id: string): id is ErrorId {
  return Object.hasOwn(errorCatalogue, id);
}
