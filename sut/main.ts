import { readOptions } from './supervisor/options.ts';
import { type RunningScrm, startScrm } from './supervisor/start-scrm.ts';
import { SutError } from './supervisor/sut-error.ts';

/**
 * The reference SCRM: `node dist/sut/main.js --config FILE [--port 4020] [--nodes 2] [--graph URL] [--die-with-parent]`.
 * Prints one JSON line {kind: 'ready', pid, webhookUrl, baseUrl, parts} on stdout when everything answers; logs on stderr.
 */
async function main(): Promise<void> {
  const state: { scrm: RunningScrm | null; starting: Promise<RunningScrm> | null; ending: boolean } = {
    scrm: null,
    starting: null,
    ending: false,
  };
  const end = (): void => {
    if (state.ending) return;
    state.ending = true;
    // While starting: let it become startable to stop, then stop all of it.
    void (state.starting ?? Promise.resolve(null))
      .then((scrm) => scrm?.stop())
      .catch(() => undefined)
      .then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  try {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options.dieWithParent) process.stdin.on('end', end).on('close', end).resume();
    state.starting = startScrm(options, (line) => process.stderr.write(`${line}\n`));
    const scrm = await state.starting;
    const { webhookUrl, baseUrl, parts } = scrm;
    process.stdout.write(
      `${JSON.stringify({ kind: 'ready', pid: process.pid, webhookUrl, baseUrl, parts })}\n`,
    );
  } catch (error) {
    const known = error instanceof SutError;
    process.stderr.write(`${known ? error.report : (error as Error).stack}\n`);
    if (!state.ending) process.exit(known ? error.exitCode : 70);
  }
}

void main();
