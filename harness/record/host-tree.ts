import type { ProcStat } from './host-proc.ts';

/** The processes named by `roots` and everything below them. Roots that do not exist are left out. */
export function withDescendants(
  roots: readonly number[],
  stats: ReadonlyMap<number, ProcStat>,
): readonly ProcStat[] {
  const childrenOf = new Map<number, ProcStat[]>();
  for (const stat of stats.values()) {
    const siblings = childrenOf.get(stat.parent);
    if (siblings) siblings.push(stat);
    else childrenOf.set(stat.parent, [stat]);
  }
  const found = new Map<number, ProcStat>();
  const queue = roots.flatMap((pid) => stats.get(pid) ?? []);
  for (let stat = queue.pop(); stat; stat = queue.pop()) {
    if (found.has(stat.pid)) continue;
    found.set(stat.pid, stat);
    queue.push(...(childrenOf.get(stat.pid) ?? []));
  }
  return [...found.values()];
}
