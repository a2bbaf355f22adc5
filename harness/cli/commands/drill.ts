import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { runEvaluate } from '../evaluate/run-evaluate.ts';
import { readDrillOptions } from '../options/drill-options.ts';
import type { EvaluateOptions } from '../options/evaluate-options.ts';
import type { Finish } from '../program.ts';
import { addCommand } from './add-command.ts';

/** `stormproof drill FAULT`: one fault, repeated. */
export function addDrill(program: Command, context: CliContext, finish: Finish): void {
  addCommand<EvaluateOptions>(
    program,
    context,
    finish,
    {
      usage: 'drill <fault>',
      summary: 'one fault under load, repeated, judged and reported',
      description:
        'Breaks the vendor under 150 asks a second, again and again: node-kill, gateway-kill and store-kill send SIGKILL to that part and judge the worst trial; cpu-pressure holds the cores of the vendor 85 % busy for a minute and counts the sends that are still accepted.',
      options: [
        ['--vendor <id>', 'a folder name under vendors/ or a path (default: reference)'],
        ['--trials <count>', 'repeats (default: 5 kills, or 3 minutes of pressure)'],
        ['--seed <number>', 'repeats a run (default: random, recorded)'],
        ['--set <file>', 'requirement set (default: scrm-buyer.yaml for node-kill, else drills.yaml)'],
        ['--lang <list>', 'comma list of en, ko, zh: the reports (default: all)'],
        ['--out <dir>', 'folder that receives the run folder (default: reports/out)'],
        ['--json', 'one JSON document on stdout'],
      ],
      examples: [
        'stormproof drill node-kill --vendor reference --trials 5',
        'stormproof drill store-kill',
        'stormproof drill cpu-pressure --trials 1',
      ],
    },
    (problems, raw, operands) => readDrillOptions(problems, raw, operands, context.cwd),
    runEvaluate,
  );
}
