import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { readSutOptions, type SutInput } from '../options/sut-options.ts';
import type { Finish } from '../program.ts';
import { serveSut } from '../serve/serve-sut.ts';
import { addCommand } from './add-command.ts';

/** `stormproof sut`: the reference SCRM alone, in the foreground. */
export function addSut(program: Command, context: CliContext, finish: Finish): void {
  addCommand<SutInput>(
    program,
    context,
    finish,
    {
      usage: 'sut',
      summary: 'the reference SCRM, in the foreground',
      description:
        'Starts the reference SCRM (PostgreSQL, gateway, nodes) until Ctrl-C, and prints what to point where. DATABASE_URL replaces the embedded PostgreSQL.',
      options: [
        ['--port <port>', 'gateway port (default: 4020)'],
        ['--nodes <count>', 'nodes behind the gateway (default: 2)'],
        ['--graph <url>', 'Graph API to send with (default: http://127.0.0.1:4010, the mock)'],
      ],
      examples: ['stormproof sut', 'stormproof sut --port 5020 --nodes 3 --graph http://127.0.0.1:5010'],
    },
    readSutOptions,
    serveSut,
  );
}
