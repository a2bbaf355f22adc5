import { Command, CommanderError } from 'commander';
import { StormproofError } from '../schema/errors.ts';
import { addCapacity } from './commands/capacity.ts';
import { addCheck } from './commands/check.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDrill } from './commands/drill.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addMock } from './commands/mock.ts';
import { addReport } from './commands/report.ts';
import { addRun } from './commands/run.ts';
import { addSut } from './commands/sut.ts';
import type { CliContext } from './context.ts';

/** Width of help texts, the same on every terminal: docs/reference/cli.md is compared with them. */
const helpWidth = 100;

/** Called by each command with its exit code. */
export type Finish = (code: number) => void;

/** The whole command tree. `finish` receives the exit code of the command that ran. */
export function buildProgram(context: CliContext, version: string, finish: Finish): Command {
  const program = new Command('stormproof');
  program
    .description(
      'Lighthouse for WhatsApp SCRM vendors: a storm of customers, planned faults, a ledger of every message.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureHelp({ helpWidth })
    .configureOutput({ writeOut: context.stdout, writeErr: () => {}, getOutHelpWidth: () => helpWidth })
    .addHelpText('after', programExamples);
  for (const add of [
    addEvaluate,
    addRun,
    addMock,
    addSut,
    addDrill,
    addCapacity,
    addDoctor,
    addCheck,
    addReport,
  ]) {
    add(program, context, finish);
  }
  return program;
}

const programExamples = `
Examples:
  stormproof evaluate                          the reference SCRM at smoke size: is everything installed?
  stormproof evaluate my-vendor --size standard
  stormproof evaluate --webhook http://127.0.0.1:8080/webhook --size standard
  stormproof report reports/out/<run>          the reports again, from result.json

Exit codes: 0 meets · 1 does not meet · 2 not proven · 3 invalid measurement · 64 usage · 65 unreadable folder ·
69 environment · 70 internal · 74 disk · 130 interrupted. \`run\` uses k6's own.
`;

/** Parses the context's arguments and runs the command. Returns the exit code; throws StormproofError. */
export async function runProgram(context: CliContext, version: string): Promise<number> {
  let code = 0;
  const program = buildProgram(context, version, (value) => {
    code = value;
  });
  if (context.argv.length === 0) {
    context.stdout(program.helpInformation());
    return 0;
  }
  try {
    await program.parseAsync([...context.argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    throw new StormproofError('SP_CLI_USAGE', error.message.replace(/^error: /, ''));
  }
  return code;
}
