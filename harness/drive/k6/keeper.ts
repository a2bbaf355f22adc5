import { spawn } from 'node:child_process';

/**
 * `node keeper.js K6 ARGS…`: runs stock k6 and ends it when our stdin ends, which k6 itself would not notice: an
 * orchestrator that dies leaves no load behind. SIGINT and SIGTERM become k6's SIGINT (graceful). Exits with its code.
 */
const [command = '', ...args] = process.argv.slice(2);
/** The first line on stderr names k6's pid: the host sampler watches it, not us. */
export interface KeeperLine {
  readonly k6: number;
}

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
const line: KeeperLine = { k6: child.pid ?? 0 };
process.stderr.write(`${JSON.stringify(line)}\n`);
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(69);
});
child.on('close', (code, signal) => process.exit(code ?? (signal === null ? 1 : 105)));

process.stdin.resume();
process.stdin.on('close', () => child.kill('SIGKILL'));
process.on('SIGINT', () => child.kill('SIGINT'));
process.on('SIGTERM', () => child.kill('SIGINT'));
