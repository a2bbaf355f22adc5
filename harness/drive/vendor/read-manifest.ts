import { readFile } from 'node:fs/promises';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { VendorManifest } from '../../../vendors/contract/manifest.ts';
import { StormproofError } from '../../schema/errors.ts';
import { plainIssue } from '../../schema/plain-issue.ts';
import { contradictions } from './contradictions.ts';
import { manifestSchema } from './manifest-schema.ts';

/**
 * Reads and validates a vendor.yaml.
 * @throws StormproofError SP_CLI_VENDOR_FILE with every problem at once, each "line N: field: what is wrong".
 */
export async function readManifest(file: string): Promise<VendorManifest> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new StormproofError('SP_CLI_VENDOR_FILE', `cannot read ${file}`, [String(cause)], cause);
  }
  return parseManifest(text, file);
}

/** Same for text already read; `file` is only named in messages. */
export function parseManifest(text: string, file: string): VendorManifest {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    const problems = document.errors.map(
      (error) => `line ${lineAt(error.pos[0])}: ${error.message.split('\n')[0]}`,
    );
    throw refused(file, problems);
  }

  function lineOf(path: readonly PropertyKey[]): number {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return 1;
  }

  const raw: unknown = document.toJS();
  const parsed = manifestSchema.safeParse(raw);
  const contradicting: readonly Problem[] = contradictions(raw);
  if (parsed.success && contradicting.length === 0) return parsed.data;
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => expand(issue));
  const problems = [...issues, ...contradicting]
    .map(({ path, message }) => ({ line: lineOf(path), field: path.map(String).join('.'), message }))
    .sort((a, b) => a.line - b.line);
  throw refused(
    file,
    problems.map(({ line, field, message }) => `line ${line}: ${field || 'the file'}: ${message}`),
  );
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Unknown keys come as one issue for all of them; a reader wants each on its own line. */
function expand(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: plainIssue(issue.message) }];
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'unknown field' }));
}

function refused(file: string, problems: readonly string[]): StormproofError {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return new StormproofError('SP_CLI_VENDOR_FILE', `${file}: ${count}`, problems);
}
