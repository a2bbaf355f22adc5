import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { asset } from '../../package-root.ts';
import { StormproofError } from '../schema/errors.ts';
import { plainIssue } from '../schema/plain-issue.ts';
import { type RequirementSet, requirementSetSchema } from '../schema/requirement.ts';
import { capabilityNames } from './capability-names.ts';
import { checkers } from './checkers/index.ts';
import { describeMetric } from './metric-names.ts';

/** The set used without `--set`. */
export const defaultSet = asset('requirements', 'scrm-buyer.yaml');

export interface LoadedSet {
  readonly set: RequirementSet;
  /** sha256 (hex) of the file: locked in plan.json before the run. */
  readonly hash: string;
}

type Path = readonly (string | number)[];
interface Problem {
  readonly path: Path;
  readonly text: string;
}

/**
 * Reads a requirement set. Without a file: the shipped one.
 * @throws StormproofError SP_CLI_REQUIREMENTS with every problem, each with its line.
 */
export async function loadRequirements(file: string | null = null): Promise<LoadedSet> {
  const path = file ?? defaultSet;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new StormproofError('SP_CLI_REQUIREMENTS', `${path}: ${(cause as Error).message}`, [], cause);
  }
  return { set: parseRequirements(text, path), hash: createHash('sha256').update(text).digest('hex') };
}

/** Parses and validates the text of a set; `path` only names it in messages. */
export function parseRequirements(text: string, path: string): RequirementSet {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const syntax = document.errors.map(
    (error) => `line ${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
  );
  if (syntax.length > 0) throw refused(path, syntax);
  const parsed = requirementSetSchema.safeParse(document.toJS());
  const problems: Problem[] = parsed.success
    ? meaningProblems(parsed.data)
    : parsed.error.issues.map((issue) => ({ path: issue.path as Path, text: plainIssue(issue.message) }));
  if (!parsed.success) problems.push(...meaningProblems(document.toJS()));
  if (problems.length === 0 && parsed.success) return parsed.data;
  const told = problems
    .map((problem) => ({ line: lineOf(document, lines, problem.path), ...problem }))
    .sort((a, b) => a.line - b.line)
    .map((problem) => `line ${problem.line}: ${problem.path.join('.')}: ${problem.text}`);
  throw refused(path, told);
}

function refused(path: string, problems: readonly string[]): StormproofError {
  return new StormproofError('SP_CLI_REQUIREMENTS', `${path}: not a valid requirement set`, problems);
}

/** What a schema can't see. Reads unvalidated data too, so one mistake does not hide the others. */
function meaningProblems(set: unknown): Problem[] {
  const list = (set as { requirements?: unknown } | null)?.requirements;
  if (!Array.isArray(list)) return [];
  const problems: Problem[] = [];
  const firstLine = new Map<string, number>();
  list.forEach((raw: unknown, index) => {
    if (typeof raw !== 'object' || raw === null) return;
    const own = raw as { id?: unknown; metric?: unknown; checker?: unknown; unit?: unknown; needs?: unknown };
    const at = (field: string, text: string) => problems.push({ path: ['requirements', index, field], text });
    if (typeof own.id === 'string') {
      const first = firstLine.get(own.id);
      if (first !== undefined) at('id', `"${own.id}" is also requirement ${first + 1}; ids are unique`);
      else firstLine.set(own.id, index);
    }
    if (typeof own.checker === 'string' && !checkers.has(own.checker))
      at('checker', `unknown checker "${own.checker}"; one of ${[...checkers.keys()].join(', ')}`);
    if (typeof own.metric === 'string') {
      const metric = describeMetric(own.metric);
      if (metric === null) at('metric', `unknown metric "${own.metric}"; see docs/reference/metrics.md`);
      else if (typeof own.unit === 'string' && own.unit !== metric.unit)
        at('unit', `"${own.unit}", but ${own.metric} is in "${metric.unit}"`);
    }
    const capability = (own.needs as { capability?: unknown } | null | undefined)?.capability;
    if (typeof capability === 'string' && !capabilityNames.includes(capability))
      problems.push({
        path: ['requirements', index, 'needs', 'capability'],
        text: `unknown capability "${capability}"; one of ${capabilityNames.join(', ')}`,
      });
  });
  return problems;
}

/** Line of a value, or of the nearest node around it that exists. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents;
  let offset = rangeOf(node);
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair === undefined) break;
      offset = rangeOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = rangeOf(node) ?? offset;
    } else break;
  }
  return lines.linePos(offset ?? 0).line;
}

function rangeOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
