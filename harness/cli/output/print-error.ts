import { type ErrorId, StormproofError } from '../../schema/errors.ts';

/** An error as `--json` prints it. */
export interface ErrorDocument {
  readonly error: {
    readonly id: ErrorId;
    readonly message: string;
    readonly problems: readonly string[];
    readonly fix: string;
  };
}

/** The text of an error: id and message, every problem on a line of its own, then what to do. */
export function errorText(error: StormproofError): string {
  const problems = error.problems
    .filter((problem) => problem !== error.message)
    .map((problem) => `  ${problem}\n`)
    .join('');
  return `${error.id} ${error.message}\n${problems}fix: ${error.fix}\n`;
}

export function errorDocument(error: StormproofError): ErrorDocument {
  return { error: { id: error.id, message: error.message, problems: error.problems, fix: error.fix } };
}

/**
 * Turns whatever was thrown into an error for the user. A full disk is told apart by its code wherever it was met;
 * everything unforeseen is SP_CLI_INTERNAL, its stack in `cause` only.
 */
export function asStormproofError(thrown: unknown): StormproofError {
  const foreseen = thrown instanceof StormproofError && thrown.id !== 'SP_CLI_INTERNAL';
  if (foreseen) return thrown;
  // A child tells only in words what it met.
  const text = messageOf(thrown);
  if (/\b(ENOSPC|EDQUOT|EIO)\b/.test(`${codeOf(thrown) ?? ''} ${text}`)) {
    return new StormproofError('SP_RECORD_IO', text, [], thrown);
  }
  return thrown instanceof StormproofError
    ? thrown
    : new StormproofError('SP_CLI_INTERNAL', text, [], thrown);
}

function codeOf(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
}
