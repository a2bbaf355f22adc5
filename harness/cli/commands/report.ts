import { resolve } from 'node:path';
import type { Command } from 'commander';
import { renderReports } from '../../../reports/index.ts';
import type { CliContext } from '../context.ts';
import { type Locale, locales } from '../options/evaluate-options.ts';
import { readOneFolder } from '../options/one-folder.ts';
import { readChoices, readText } from '../options/read-option.ts';
import { readResult } from '../outcome/read-result.ts';
import type { Finish } from '../program.ts';
import { addCommand } from './add-command.ts';

interface ReportInput {
  readonly dir: string;
  readonly locales: readonly Locale[];
}

/** `stormproof report DIR`: the reports again. */
export function addReport(program: Command, context: CliContext, finish: Finish): void {
  addCommand<ReportInput>(
    program,
    context,
    finish,
    {
      usage: 'report <dir>',
      summary: 'render the reports of a run folder again, from result.json alone',
      description:
        'Reads nothing but result.json and its hash: no event files, no vendor, no network. Refuses a result.json that was changed since it was written.',
      options: [['--lang <list>', 'comma list of en, ko, zh (default: all)']],
      examples: ['stormproof report reports/out/20261122T170448Z-reference-smoke --lang ko,en'],
    },
    (problems, raw, operands) => ({
      dir: resolve(context.cwd, readOneFolder(problems, operands)),
      locales: readChoices(problems, '--lang', readText(raw, 'lang'), locales) ?? locales,
    }),
    async (input) => {
      const result = await readResult(input.dir);
      const files = await renderReports(result, { outDir: input.dir, locales: input.locales });
      context.stdout(`${files.join('\n')}\n`);
      return 0;
    },
  );
}
