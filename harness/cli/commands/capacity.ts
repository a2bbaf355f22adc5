import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { runEvaluate } from '../evaluate/run-evaluate.ts';
import { readCapacityOptions } from '../options/capacity-options.ts';
import type { EvaluateOptions } from '../options/evaluate-options.ts';
import type { Finish } from '../program.ts';
import { addCommand } from './add-command.ts';

/** `stormproof capacity`: the rate, or the number of agents, that a vendor sustains. */
export function addCapacity(program: Command, context: CliContext, finish: Finish): void {
  addCommand<EvaluateOptions>(
    program,
    context,
    finish,
    {
      usage: 'capacity',
      summary: 'how many asks a second, or agents at work, a vendor sustains, and where it breaks',
      description:
        'Plays asks at a steady rate, or agents at work with a steady rate for each, point by point: doubling until a point is not good, bisection to within 5 %, repeats at both ends, then upwards to the collapse. No point is played above half of what this machine does with a null vendor. With vendor and test on one machine the sustained load is a proven lower bound, the collapse is not proven.',
      options: [
        ['--vendor <id>', 'a folder name under vendors/ or a path (default: reference)'],
        ['--webhook <url>', 'any running server instead, by its webhook'],
        ['--mock-port <port>', 'port of simulated Meta, with --webhook (default: 4010)'],
        ['--app-secret <secret>', 'app secret the server expects, with --webhook (default: random, printed)'],
        [
          '--verify-token <token>',
          'verify token the server expects, with --webhook (default: random, printed)',
        ],
        ['--ramp <load>', 'rate or agents: what is raised (default: rate)'],
        [
          '--claim <load>',
          "the vendor's own claim, asks a second or agents (default: settings.claims.ratePerSec or .agents of vendor.yaml)",
        ],
        ['--start <load>', 'first load (default: 25 asks a second, or 10 agents)'],
        ['--max <load>', 'no load above it (default: 2000 asks a second, or 200 agents)'],
        ['--pace <asks>', 'asks a minute for each agent, with --ramp agents (default: 6)'],
        ['--points <count>', 'points at most, 7 to 32 (default: 20)'],
        ['--duration <seconds>', 'load of a point, 8 to 600 (default: 20; agents: 30)'],
        ['--p99 <ms>', 'a good point answers 99 of 100 asks within this (default: the requirement set)'],
        [
          '--answered <ratio>',
          'a good point answers at least this share in time (default: the requirement set)',
        ],
        ['--loss <ratio>', 'a good point loses at most this share (default: the requirement set)'],
        ['--set <file>', 'requirement set (default: requirements/capacity.yaml or capacity-agents.yaml)'],
        ['--mock-options <name>', 'bench, singletons or meta-default (default: bench)'],
        ['--seed <number>', 'repeats a run (default: random, recorded)'],
        ['--lang <list>', 'comma list of en, ko, zh: the reports (default: all)'],
        ['--out <dir>', 'folder that receives the run folder (default: reports/out)'],
        ['--json', 'one JSON document on stdout'],
      ],
      examples: [
        'stormproof capacity --vendor reference --claim 150',
        'stormproof capacity --start 50 --max 400 --points 12',
        'stormproof capacity --ramp agents --claim 100 --pace 12',
      ],
    },
    (problems, raw, operands) => readCapacityOptions(problems, raw, operands, context.cwd),
    runEvaluate,
  );
}
