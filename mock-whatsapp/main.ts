import { build, type Mock } from './build.ts';
import { type CliOptions, parseCli } from './cli-options.ts';
import type { MockReady } from './contract/control.ts';

/** Exit codes of the house (harness/schema/exit-codes.ts, which this room may not import). */
const exit = { usage: 64, environment: 69, internal: 70, io: 74 } as const;

/** A webhook that is not up yet is asked again this often. */
const challengeEveryMs = 1000;

function fail(code: number, id: string, message: string, fix: string): never {
  process.stderr.write(`${id} ${message}\n  ${fix}\n`);
  process.exit(code);
}

async function main(): Promise<void> {
  const parsed = parseCli(process.argv.slice(2), process.env);
  if ('problems' in parsed)
    fail(
      exit.usage,
      'SP_MOCK_OPTIONS',
      `bad options:\n  ${parsed.problems.join('\n  ')}`,
      'Correct the options named above.',
    );
  const options = parsed.ok;
  const mock = await open(options);
  const stop = stopper(mock);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (options.dieWithParent) {
    process.stdin.on('end', stop).on('close', stop).on('error', stop);
    process.stdin.resume();
  }
  const urls = await listen(mock, options);
  const ready: MockReady = { kind: 'ready', pid: process.pid, ...urls, phoneNumberIds: mock.phoneNumberIds };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  if (options.webhook !== null) subscribeWhenUp(mock, options, options.webhook);
}

async function open(options: CliOptions): Promise<Mock> {
  try {
    return await build({
      token: options.token,
      options: options.options,
      run: options.run,
      eventsDir: options.eventsDir,
      onFatal: ioFailure,
    });
  } catch (error) {
    return ioFailure(error);
  }
}

function ioFailure(error: unknown): never {
  const text = error instanceof Error ? error.message : String(error);
  fail(exit.io, 'SP_RECORD_IO', text, 'Free space on the disk of the run folder.');
}

async function listen(mock: Mock, options: CliOptions): ReturnType<Mock['listen']> {
  try {
    return await mock.listen(options);
  } catch (error) {
    await mock.close();
    const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
    if (code === 'EADDRINUSE' || code === 'EACCES')
      fail(
        exit.environment,
        'SP_MOCK_PORT',
        `port ${port ?? '?'} on 127.0.0.1 is ${code === 'EACCES' ? 'not permitted' : 'in use'}`,
        'Stop the other program or choose another --port / --control-port.',
      );
    throw error;
  }
}

/** Ends once, in good order, whoever asks first. */
function stopper(mock: Mock): () => void {
  let stopping = false;
  return () => {
    if (stopping) return;
    stopping = true;
    mock.close().then(
      () => process.exit(0),
      (error: unknown) =>
        fail(
          exit.internal,
          'SP_CLI_INTERNAL',
          String(error),
          'This is a defect of Stormproof: please report it.',
        ),
    );
  };
}

/** `--webhook`: the GET challenge is repeated until the vendor passes it. Progress goes to stderr. */
function subscribeWhenUp(mock: Mock, options: CliOptions, url: string): void {
  let lastReason = '';
  async function attempt(): Promise<void> {
    const result = await mock.subscribe({
      url,
      verifyToken: options.verifyToken,
      appSecret: options.appSecret,
    });
    if (result.ok) {
      process.stderr.write(`webhook verified: ${url}\n`);
      return;
    }
    if (result.reason !== lastReason)
      process.stderr.write(`webhook not verified yet (${result.reason}): ${url}\n`);
    lastReason = result.reason;
    setTimeout(attempt, challengeEveryMs).unref();
  }
  void attempt();
}

await main();
