import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkRun } from '../../check/check-run.ts';
import type { CliContext } from '../context.ts';
import { readOneFolder } from '../options/one-folder.ts';
import { readFlag } from '../options/read-option.ts';
import { verdictLines } from '../outcome/verdict-lines.ts';
import { abortable } from '../process/abortable.ts';
import type { Finish } from '../program.ts';
import { addCommand } from './add-command.ts';

interface CheckInput {
  readonly dir: string;
  readonly json: boolean;
}

/** `stormproof check DIR`: judges a run folder again. */
export function addCheck(program: Command, context: CliContext, finish: Finish): void {
  addCommand<CheckInput>(
    program,
    context,
    finish,
    {
      usage: 'check <dir>',
      summary: 'judge a run folder again, without measuring again',
      description:
        'Folds the events of a run folder, judges them by the requirement set in its plan.json, writes result.json and exits with its verdict. Without result.json it is written again byte for byte.',
      options: [['--json', 'result.json on stdout']],
      examples: ['stormproof check reports/out/20261122T170448Z-reference-smoke'],
    },
    (problems, raw, operands) => ({
      dir: resolve(context.cwd, readOneFolder(problems, operands)),
      json: readFlag(raw, 'json'),
    }),
    async ({ dir, json }) => {
      const { result } = await abortable(checkRun(dir), context.signal);
      context.stdout(
        json ? `${JSON.stringify(result, null, 2)}\n` : `${verdictLines(result, 'en', []).join('\n')}\n`,
      );
      return result.verdict.exitCode;
    },
  );
}
