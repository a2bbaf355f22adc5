import { readdirSync, readFileSync } from 'node:fs';
import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

const stoppedMs = 300;
const everyMs = 1000;

/** The child of `parent` that runs the mock; null before it is there. */
function mockOf(parent: number): number | null {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parentOf = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (parentOf !== parent) continue;
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('mock-whatsapp/main.js'))
        return Number(name);
    } catch {
      // Gone in between.
    }
  }
  return null;
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // The run has ended.
  }
}

export const slowedMock: DamageRow = {
  id: 'slowed-mock',
  done: 'the mock stopped (SIGSTOP) for 300 ms in every second',
  expected: ['invalid'],
  causes: ['mock-loop-delay', 'lateness'],
  finished: false,
  async act(workDir) {
    let mock: number | null = null;
    let pulse: NodeJS.Timeout | null = null;
    try {
      return await evaluateDamaged({
        workDir,
        only: 'rush',
        onLine(_line, pid) {
          if (mock !== null) return;
          mock = mockOf(pid);
          if (mock === null) return;
          const found = mock;
          pulse = setInterval(() => {
            signal(found, 'SIGSTOP');
            setTimeout(() => signal(found, 'SIGCONT'), stoppedMs);
          }, everyMs);
        },
      });
    } finally {
      if (pulse !== null) clearInterval(pulse);
      if (mock !== null) signal(mock, 'SIGCONT');
    }
  },
};
