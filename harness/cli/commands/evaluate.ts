import type { Command } from 'commander';
import { scenarioIds } from '../../schema/run-plan.ts';
import type { CliContext } from '../context.ts';
import { runEvaluate } from '../evaluate/run-evaluate.ts';
import { type EvaluateOptions, readEvaluateOptions } from '../options/evaluate-options.ts';
import type { Finish } from '../program.ts';
import { addCommand } from './add-command.ts';

/** `stormproof evaluate`: the whole storm, judged and reported. */
export function addEvaluate(program: Command, context: CliContext, finish: Finish): void {
  addCommand<EvaluateOptions>(
    program,
    context,
    finish,
    {
      usage: 'evaluate [vendor...]',
      summary: 'the whole storm against one or more vendors, judged and reported',
      description:
        'Plays rush, media, shift and failover against each vendor (default: reference), one after another, judges the run by a requirement set and writes the reports. A vendor is a folder name under vendors/ or the path of a folder with vendor.yaml.',
      options: [
        ['--size <size>', 'how much work: smoke, standard or full (default: smoke, an installation check)'],
        [
          '--only <list>',
          `comma list of ${scenarioIds.join(', ')} (default: the first four; from standard on campaign and orders too)`,
        ],
        ['--webhook <url>', 'a vendor without a folder: its webhook; point its Graph base URL at the mock'],
        ['--mock-port <port>', "the mock's Graph API port, with --webhook (default: 4010)"],
        ['--app-secret <secret>', 'signs webhooks, with --webhook (default: made and printed)'],
        ['--verify-token <token>', 'for the GET challenge, with --webhook (default: made and printed)'],
        ['--mock-options <name>', 'bench, singletons or meta-default (default: bench)'],
        ['--set <file>', 'requirement set (default: requirements/scrm-buyer.yaml)'],
        ['--seed <number>', 'repeats a run: who asks what, when (default: random, recorded)'],
        ['--engine <name>', 'node or k6 (default: node)'],
        ['--lang <list>', 'comma list of en, ko, zh: the reports (default: all)'],
        ['--out <dir>', 'folder that receives the run folder (default: reports/out)'],
        ['--json', 'one JSON document on stdout'],
      ],
      examples: [
        'stormproof evaluate',
        'stormproof evaluate reference my-vendor --size standard --seed 7',
        'stormproof evaluate --only rush,failover --size standard',
        'stormproof evaluate --webhook http://127.0.0.1:8080/webhook --app-secret s --verify-token t',
      ],
    },
    (problems, raw, operands) => readEvaluateOptions(problems, raw, operands, context.cwd),
    runEvaluate,
  );
}
