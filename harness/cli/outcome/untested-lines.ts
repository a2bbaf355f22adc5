import type { RequirementRow } from '../../../reports/index.ts';

/** Requirements this run says nothing about, by id, one line per reason. Pure. */
export function untestedLines(rows: readonly RequirementRow[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const row of rows) {
    const ids = byReason.get(row.reason) ?? [];
    ids.push(row.id);
    byReason.set(row.reason, ids);
  }
  const word = rows[0]?.mark.word ?? '';
  return [...byReason].map(([reason, ids]) => `○ ${word}: ${ids.join(', ')}. ${reason}`);
}
