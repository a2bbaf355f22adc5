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
  const problems = error.problems.map((problem) => `  ${problem}\n`).join('');
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
  if (thrown instanceof StormproofError) return thrown;
  const code = codeOf(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO') {
    return new StormproofError('SP_RECORD_IO', messageOf(thrown), [], thrown);
  }
  return new StormproofError('SP_CLI_INTERNAL', messageOf(thrown), [], thrown);
}

function codeOf(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
}
