import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { runEvaluate } from '../evaluate/run-evaluate.ts';
import { readCapacityOptions } from '../options/capacity-options.ts';
import type { EvaluateOptions } from '../options/evaluate-options.ts';
import type { Finish } from '../program.ts';
import { addCommand } from './add-command.ts';

/** `stormproof capacity`: the rate a vendor sustains. */
export function addCapacity(program: Command, context: CliContext, finish: Finish): void {
  addCommand<EvaluateOptions>(
    program,
    context,
    finish,
    {
      usage: 'capacity',
      summary: 'how many asks a second a vendor sustains, and where it breaks',
      description:
        'Plays asks at a steady rate, point by point: doubling until a point is not good, bisection to within 5 %, repeats at both ends, then upwards to the collapse. No point is played above half of what this machine does with a null vendor. With vendor and test on one machine the sustained rate is a proven lower bound, the collapse is not proven.',
      options: [
        ['--vendor <id>', 'a folder name under vendors/ or a path (default: reference)'],
        ['--webhook <url>', 'any running server instead, by its webhook'],
        ['--mock-port <port>', 'port of simulated Meta, with --webhook (default: 4010)'],
        ['--app-secret <secret>', 'app secret the server expects, with --webhook (default: random, printed)'],
        [
          '--verify-token <token>',
          'verify token the server expects, with --webhook (default: random, printed)',
        ],
        [
          '--claim <rate>',
          "the vendor's own claim, asks a second (default: settings.claims.ratePerSec of vendor.yaml)",
        ],
        ['--start <rate>', 'first rate, asks a second (default: 25)'],
        ['--max <rate>', 'no rate above it (default: 2000)'],
        ['--points <count>', 'points at most, 7 to 32 (default: 20)'],
        ['--duration <seconds>', 'load of a point, 8 to 600 (default: 20)'],
        ['--p99 <ms>', 'a good point answers 99 of 100 asks within this (default: the requirement set)'],
        [
          '--answered <ratio>',
          'a good point answers at least this share in time (default: the requirement set)',
        ],
        ['--loss <ratio>', 'a good point loses at most this share (default: the requirement set)'],
        ['--set <file>', 'requirement set (default: requirements/capacity.yaml)'],
        ['--mock-options <name>', 'bench, singletons or meta-default (default: bench)'],
        ['--seed <number>', 'repeats a run (default: random, recorded)'],
        ['--lang <list>', 'comma list of en, ko, zh: the reports (default: all)'],
        ['--out <dir>', 'folder that receives the run folder (default: reports/out)'],
        ['--json', 'one JSON document on stdout'],
      ],
      examples: [
        'stormproof capacity --vendor reference --claim 150',
        'stormproof capacity --start 50 --max 400 --points 12',
      ],
    },
    (problems, raw, operands) => readCapacityOptions(problems, raw, operands, context.cwd),
    runEvaluate,
  );
}
