import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { type RunInput, readRunOptions } from '../options/run-options.ts';
import type { Finish } from '../program.ts';
import { runScript } from '../run-script/run-script.ts';
import { addCommand } from './add-command.ts';

/** `stormproof run SCRIPT`: one k6 script. */
export function addRun(program: Command, context: CliContext, finish: Finish): void {
  addCommand<RunInput>(
    program,
    context,
    finish,
    {
      usage: 'run <script>',
      summary: 'one k6 script, on the built-in engine or on stock k6',
      description:
        "Runs one script as `k6 run` does: thresholds, checks and metrics on stdout, handleSummary files in the current folder, k6's exit codes (0, 99, 104, 105, 107, 108, 110). With --vendor or --webhook it starts the mock and the vendor around it and leaves a run folder.",
      options: [
        ['--vendor <id>', 'start the mock and this vendor around the script'],
        ['--webhook <url>', 'start the mock for this webhook around the script'],
        ['--mock-port <port>', "the mock's Graph API port, with --webhook (default: 4010)"],
        ['--app-secret <secret>', 'signs webhooks, with --webhook (default: made and printed)'],
        ['--verify-token <token>', 'for the GET challenge, with --webhook (default: made and printed)'],
        ['--mock-options <name>', 'bench, singletons or meta-default (default: bench)'],
        ['--set <file>', 'requirement set that judges the figures, with a vendor (default: none)'],
        ['--size <size>', 'SP_SIZE and the number of customers (default: smoke)'],
        ['--seed <number>', 'SP_SEED (default: random, recorded)'],
        ['--engine <name>', 'node or k6 (default: node)'],
        ['-e, --env <NAME=VALUE...>', '__ENV of the script; repeatable'],
        ['-u, --vus <count>', 'virtual users'],
        ['-d, --duration <time>', 'e.g. 30s, 1m30s'],
        ['-i, --iterations <count>', 'iterations in all'],
        ['-q, --quiet', 'no progress; the summary stays'],
        ['--out <dir>', 'folder that receives the run folder, with a vendor (default: reports/out)'],
      ],
      examples: [
        'stormproof run my-script.ts -u 10 -d 30s -e BASE_URL=http://127.0.0.1:8080',
        'stormproof run steady-asks --vendor reference -e RATE=50 -e DURATION=20',
      ],
    },
    (problems, raw, operands) => readRunOptions(problems, raw, operands, context.cwd),
    runScript,
  );
}
