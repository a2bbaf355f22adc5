import { spawn } from 'node:child_process';
import { asset, packageRoot } from '../../../../package-root.ts';

export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with every line on stderr, and the pid. */
  readonly onLine?: (line: string, pid: number) => void;
}

/** Runs the built command to its end. It stops its own children; it is killed itself when this process ends. */
export function stormproof(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [asset('bin/stormproof.js'), ...args], {
    cwd: packageRoot,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const endWithUs = (): void => void child.kill('SIGTERM');
  process.once('exit', endWithUs);
  const lines: string[] = [];
  let rest = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      options.onLine?.(line, child.pid ?? 0);
    }
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('exit', endWithUs);
      resolve({ code, stderr: lines.slice(-40).join('\n') });
    });
  });
}
