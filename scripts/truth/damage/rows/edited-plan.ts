import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunPlan } from '../../../../harness/schema/run-plan.ts';
import type { DamageRow } from '../row.ts';
import { checkAgain, copyOfFinishedRun } from '../support/finished-run.ts';

export const editedPlan: DamageRow = {
  id: 'edited-plan',
  done: 'the targets in plan.json of a finished run made a thousand times milder',
  expected: ['invalid'],
  causes: ['sealed-files'],
  finished: true,
  async act(workDir) {
    const dir = await copyOfFinishedRun(workDir);
    const path = join(dir, 'plan.json');
    const plan = JSON.parse(readFileSync(path, 'utf8')) as RunPlan;
    const requirements = plan.requirementSet.requirements.map((requirement) => ({
      ...requirement,
      target: 1000 * (requirement.target + 1),
    }));
    writeFileSync(
      path,
      JSON.stringify({ ...plan, requirementSet: { ...plan.requirementSet, requirements } }),
    );
    return checkAgain(dir);
  },
};
