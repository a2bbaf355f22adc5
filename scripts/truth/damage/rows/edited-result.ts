import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../../harness/schema/result.ts';
import type { DamageRow } from '../row.ts';
import { stormproof } from '../support/command.ts';
import { checkAgain, copyOfFinishedRun } from '../support/finished-run.ts';

/** Exit code of data that can't be used (harness/schema/exit-codes.ts). */
const dataCode = 65;

export const editedResult: DamageRow = {
  id: 'edited-result',
  done: 'verdict and readings in result.json of a finished run changed to a pass',
  expected: ['invalid'],
  causes: ['result-file'],
  finished: true,
  async act(workDir) {
    const dir = await copyOfFinishedRun(workDir);
    const path = join(dir, 'result.json');
    const result = JSON.parse(readFileSync(path, 'utf8')) as Result;
    const passed: Result = {
      ...result,
      requirements: result.requirements.map((requirement) => ({ ...requirement, reading: 'meets' })),
      verdict: { ...result.verdict, outcome: 'pass', reading: 'meets', exitCode: 0, missed: [] },
    };
    writeFileSync(path, `${JSON.stringify(passed, null, 2)}\n`);
    const { code } = await stormproof(['report', dir, '--lang', 'en']);
    if (code !== dataCode) throw new Error(`report took the edited result: exit code ${code}`);
    return checkAgain(dir);
  },
};
