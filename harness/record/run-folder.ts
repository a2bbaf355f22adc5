import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runFiles } from '../schema/artefacts.ts';
import { StormproofError } from '../schema/errors.ts';
import { requirementSchema } from '../schema/requirement.ts';
import { type RunPlan, type RunState, scenarioIds, sizes } from '../schema/run-plan.ts';

/** What later stages lean on; the rest of plan.json is carried along unread. */
const planSchema = z.looseObject({
  v: z.literal(1),
  run: z.string(),
  size: z.enum(sizes),
  seed: z.number(),
  vendor: z.looseObject({ id: z.string(), capabilities: z.array(z.string()) }),
  scenarios: z.array(z.looseObject({ id: z.enum(scenarioIds), samples: z.number() })),
  deadlines: z.looseObject({ answerDeadlineMs: z.number() }),
  requirementSet: z.looseObject({ hash: z.string(), requirements: z.array(requirementSchema) }),
});

const stateSchema = z.looseObject({
  v: z.literal(1),
  status: z.enum(['running', 'complete', 'interrupted', 'failed']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});

/**
 * plan.json of a run folder.
 * @throws StormproofError SP_CLI_FOLDER (missing, unreadable) or SP_CLI_SCHEMA (another version, damaged).
 */
export async function readRunPlan(dir: string): Promise<RunPlan> {
  const raw = await readJson(dir, runFiles.plan);
  if (raw === null) throw new StormproofError('SP_CLI_FOLDER', `${join(dir, runFiles.plan)}: no such file`);
  return parsed(planSchema, raw, join(dir, runFiles.plan)) as unknown as RunPlan;
}

/** run.json of a run folder; a run that was killed before it wrote one reads as `running` since the epoch. */
export async function readRunState(dir: string): Promise<RunState> {
  const raw = await readJson(dir, runFiles.state);
  if (raw !== null) return parsed(stateSchema, raw, join(dir, runFiles.state)) as unknown as RunState;
  return {
    v: 1,
    run: '',
    status: 'running',
    startedAt: new Date(0).toISOString(),
    endedAt: null,
    error: null,
  };
}

async function readJson(dir: string, name: string): Promise<unknown> {
  const path = join(dir, name);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new StormproofError('SP_CLI_FOLDER', `${path}: ${(cause as Error).message}`, [], cause);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new StormproofError('SP_CLI_SCHEMA', `${path}: not JSON`, [(cause as Error).message], cause);
  }
}

function parsed<S extends z.ZodType>(schema: S, raw: unknown, path: string): z.infer<S> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new StormproofError('SP_CLI_SCHEMA', `${path}: not a file of this version`, problems);
}
