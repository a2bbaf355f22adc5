import { readdirSync, readFileSync } from 'node:fs';

/** Pids below `root` in the process tree, children first; empty where there is no /proc. */
export function descendants(root: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const pid of listPids()) {
    const parent = parentOf(pid);
    if (parent === null) continue;
    const siblings = childrenOf.get(parent);
    if (siblings) siblings.push(pid);
    else childrenOf.set(parent, [pid]);
  }
  const found: number[] = [];
  const queue = [root];
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    const children = childrenOf.get(pid) ?? [];
    found.push(...children);
    queue.push(...children);
  }
  return found;
}

/** True while the pid exists and is not a zombie. */
export function isRunning(pid: number): boolean {
  const state = statFields(pid)?.[0];
  if (state !== undefined) return state !== 'Z' && state !== 'X';
  if (process.platform === 'linux') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function listPids(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && pid > 0);
  } catch {
    return [];
  }
}

function parentOf(pid: number): number | null {
  const parent = Number(statFields(pid)?.[1]);
  return Number.isInteger(parent) ? parent : null;
}

/** Fields of /proc/<pid>/stat after the command name, which may hold spaces and brackets: state, ppid, … */
function statFields(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
