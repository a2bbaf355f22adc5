import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSealedResult } from '../../record/seal.ts';
import { runFiles } from '../../schema/artefacts.ts';
import { StormproofError } from '../../schema/errors.ts';
import { type Result, resultSchema } from '../../schema/result.ts';

const shownProblems = 10;

/**
 * Reads result.json of a run folder. Throws SP_CLI_FOLDER when there is none, SP_CLI_SCHEMA when it is not JSON, of another
 * schema version, or damaged; SP_CLI_EDITED when it does not fit the hash that was written beside it. A result.json that
 * was copied without its hash is read as it is.
 */
export async function readResult(dir: string): Promise<Result> {
  const path = join(dir, runFiles.result);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new StormproofError(
      'SP_CLI_FOLDER',
      `cannot read ${path}`,
      ['no result.json: run `stormproof check DIR` first'],
      error,
    );
  });
  const value = parseJson(path, text);
  const version = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  const known = resultSchema.shape.schema.value;
  if (version !== known) {
    throw new StormproofError(
      'SP_CLI_SCHEMA',
      `${path} ${version === undefined ? 'names no schema' : `has schema ${JSON.stringify(version)}`}; this version reads ${known}`,
    );
  }
  if ((await isSealedResult(dir, text)) === false)
    throw new StormproofError('SP_CLI_EDITED', `${path} was changed after it was written`);
  const parsed = resultSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new StormproofError('SP_CLI_SCHEMA', `${path} is damaged`, problems.slice(0, shownProblems));
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StormproofError('SP_CLI_SCHEMA', `${path} is not JSON`, [
      error instanceof Error ? error.message : String(error),
    ]);
  }
}
