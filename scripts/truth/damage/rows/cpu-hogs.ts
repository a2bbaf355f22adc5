import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

const perCore = 2;

function hog(): ChildProcess {
  // Ends with its parent: a hog that outlives the table would spoil the next row.
  const source =
    'process.stdin.on("close", () => process.exit()).resume(); (function burn() { const end = Date.now() + 50; while (Date.now() < end); setImmediate(burn); })();';
  return spawn(process.execPath, ['-e', source], { stdio: ['pipe', 'ignore', 'ignore'] });
}

export const cpuHogs: DamageRow = {
  id: 'cpu-hogs',
  done: 'two processes a core that burn CPU beside the whole run',
  expected: ['invalid', 'not proven'],
  causes: ['foreign-load'],
  finished: false,
  async act(workDir) {
    const hogs = Array.from({ length: perCore * availableParallelism() }, hog);
    try {
      return await evaluateDamaged({ workDir, only: 'rush' });
    } finally {
      for (const child of hogs) child.kill('SIGKILL');
    }
  },
};
