import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { type DoctorInput, runDoctor } from '../doctor/run-doctor.ts';
import { readFlag, readText } from '../options/read-option.ts';
import { refuseOperands } from '../options/refuse-operands.ts';
import type { Finish } from '../program.ts';
import { addCommand } from './add-command.ts';

/** `stormproof doctor`: is this machine ready? */
export function addDoctor(program: Command, context: CliContext, finish: Finish): void {
  addCommand<DoctorInput>(
    program,
    context,
    finish,
    {
      usage: 'doctor',
      summary: 'is this machine ready?',
      description:
        'Looks at everything a run needs: one line each (ok, warn, fail) with its fix. Exit 0, or 69 when `evaluate` cannot work.',
      options: [
        ['--vendor <id>', 'also check this vendor: its files, not its health'],
        ['--json', 'one JSON document on stdout'],
      ],
      examples: ['stormproof doctor', 'stormproof doctor --vendor reference'],
    },
    (problems, raw, operands) => {
      refuseOperands(problems, operands);
      return { vendor: readText(raw, 'vendor'), json: readFlag(raw, 'json') };
    },
    runDoctor,
  );
}
