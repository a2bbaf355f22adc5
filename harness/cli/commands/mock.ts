import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { type MockInput, readMockOptions } from '../options/mock-options.ts';
import type { Finish } from '../program.ts';
import { serveMock } from '../serve/serve-mock.ts';
import { addCommand } from './add-command.ts';

/** `stormproof mock`: Meta's side alone, in the foreground. */
export function addMock(program: Command, context: CliContext, finish: Finish): void {
  addCommand<MockInput>(
    program,
    context,
    finish,
    {
      usage: 'mock',
      summary: 'the mock WhatsApp Cloud API, in the foreground',
      description:
        'Starts the mock WhatsApp Cloud API and its control API until Ctrl-C, and prints what to point where.',
      options: [
        ['--port <port>', 'Graph API port (default: 4010)'],
        ['--control-port <port>', 'control API port (default: 4011)'],
        ['--webhook <url>', 'deliver webhooks to this URL once it passes the GET challenge'],
        ['--app-secret <secret>', 'signs webhooks (default: stormproof-secret)'],
        ['--verify-token <token>', 'sent with the GET challenge (default: stormproof-verify)'],
        ['--mock-options <name>', 'bench, singletons or meta-default (default: bench)'],
      ],
      examples: [
        'stormproof mock',
        'stormproof mock --port 5010 --webhook http://127.0.0.1:8080/webhook --verify-token hello',
      ],
    },
    readMockOptions,
    serveMock,
  );
}
