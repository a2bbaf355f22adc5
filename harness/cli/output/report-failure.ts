import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliContext } from '../context.ts';
import { asStormproofError, errorDocument, errorText } from './print-error.ts';

/**
 * Prints what went wrong (stderr; as one JSON document on stdout too with --json) and returns the exit code. The stack of an
 * unforeseen failure goes to a file whose path is printed, never to the terminal.
 */
export function reportFailure(context: CliContext, thrown: unknown): number {
  const error = asStormproofError(thrown);
  context.stderr(errorText(error));
  if (error.id === 'SP_CLI_INTERNAL') context.stderr(`stack: ${writeStack(error)}\n`);
  if (context.argv.includes('--json')) context.stdout(`${JSON.stringify(errorDocument(error), null, 2)}\n`);
  return error.exitCode;
}

/** Returns the path of the stack file, or the reason why there is none. */
function writeStack(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  const dir = join(tmpdir(), 'stormproof');
  const path = join(dir, `stack-${process.pid}.log`);
  try {
    if (!existsSync(dir)) mkdirSync(dir, { recursive: true });
    writeFileSync(path, `${cause.stack ?? cause.message}\n`);
    return path;
  } catch {
    return 'could not be written';
  }
}
