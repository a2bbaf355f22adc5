import type { Command } from 'commander';
import { StormproofError } from '../../schema/errors.ts';
import type { CliContext } from '../context.ts';
import { splitLeftovers } from '../options/leftovers.ts';
import type { Problems, RawOptions } from '../options/read-option.ts';
import type { Finish } from '../program.ts';

export interface CommandSpec {
  /** e.g. `evaluate [vendor...]`. */
  readonly usage: string;
  readonly summary: string;
  readonly description: string;
  /** Flags and their help, in help order. */
  readonly options: readonly (readonly [flags: string, help: string])[];
  readonly examples: readonly string[];
}

/** Reads everything at the edge; adds a line to `problems` for each mistake. */
export type ReadInput<Input> = (problems: Problems, raw: RawOptions, operands: readonly string[]) => Input;

/**
 * Registers a command whose options are all checked before anything happens: every problem at once, as SP_CLI_USAGE.
 * Unknown options are collected too instead of ending at the first.
 */
export function addCommand<Input>(
  program: Command,
  context: CliContext,
  finish: Finish,
  spec: CommandSpec,
  read: ReadInput<Input>,
  run: (input: Input, context: CliContext) => Promise<number>,
): void {
  const [name = '', ...operandWords] = spec.usage.split(' ');
  const command = program
    .command(name)
    .summary(spec.summary)
    .description(spec.description)
    .helpOption('-h, --help', 'print help')
    .usage(['[options]', ...operandWords].join(' '))
    .allowUnknownOption()
    .allowExcessArguments();
  for (const [flags, help] of spec.options) {
    if (flags.includes('...')) command.option(flags.replace('...', ''), help, collect);
    else command.option(flags, help);
  }
  command.addHelpText('after', `\nExamples:\n${spec.examples.map((line) => `  ${line}`).join('\n')}\n`);
  command.action(async () => {
    const problems: Problems = [];
    const { operands } = splitLeftovers(command, problems);
    const input = read(problems, command.opts<RawOptions>(), operands);
    if (problems.length > 0) throw usageError(name, problems);
    finish(await run(input, context));
  });
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function usageError(command: string, problems: Problems): StormproofError {
  const count = problems.length === 1 ? 'one argument' : `${problems.length} arguments`;
  return new StormproofError('SP_CLI_USAGE', `${command}: ${count} cannot be used`, problems);
}
