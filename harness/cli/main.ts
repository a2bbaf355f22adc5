import { exitCodes, runExitCodes } from '../schema/exit-codes.ts';
import type { CliContext } from './context.ts';
import { reportFailure } from './output/report-failure.ts';
import { packageVersion } from './package-version.ts';
import type { Child } from './process/spawn-child.ts';
import { watchSignals } from './process/watch-signals.ts';
import { runProgram } from './program.ts';

/** Entry of the `stormproof` command: builds the context, runs one command, turns every outcome into an exit code. */
async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  const children = new Set<Child>();
  const signals = watchSignals(children, interruptedCode(argv));
  // A closed pipe (`stormproof … | head`) is the reader's choice, not a failure.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const context: CliContext = {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    stderrIsTty: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 80,
    color: process.stderr.isTTY === true && !process.env.NO_COLOR,
    cwd: process.cwd(),
    env: process.env,
    argv,
    signal: signals.signal,
    children,
  };
  let code: number;
  try {
    code = await runProgram(context, packageVersion());
  } catch (thrown) {
    code = reportFailure(context, thrown);
    if (code === exitCodes.interrupted) code = interruptedCode(argv);
  }
  for (const child of children) child.kill();
  signals.dispose();
  await drained(process.stdout);
  await drained(process.stderr);
  process.exit(code);
}

/** `run` speaks k6's codes. */
function interruptedCode(argv: readonly string[]): number {
  return argv[0] === 'run' ? runExitCodes.interrupted : exitCodes.interrupted;
}

/** process.exit cuts off what a pipe has not taken yet. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableLength === 0 || stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('drain', resolve);
    stream.once('close', resolve);
    stream.once('error', () => resolve());
  });
}

await main();
