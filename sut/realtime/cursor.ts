/** How far a client has read in each incarnation's line of events: incarnation id → number of the last event. */
export type Cursor = Map<string, number>;

/** E.g. `3.1f-4.2`: incarnation and number in base 36, URL-safe. */
export function formatCursor(cursor: ReadonlyMap<string, number>): string {
  if (cursor.size === 0) return '0';
  const parts: string[] = [];
  for (const [incarnation, n] of cursor) parts.push(`${Number(incarnation).toString(36)}.${n.toString(36)}`);
  return parts.join('-');
}

/** Null for a text that `formatCursor` does not give. `0` is the empty cursor: before every event. */
export function parseCursor(text: string): Cursor | null {
  if (text === '0') return new Map();
  if (!/^[0-9a-z]{1,11}\.[0-9a-z]{1,11}(-[0-9a-z]{1,11}\.[0-9a-z]{1,11}){0,999}$/.test(text)) return null;
  const cursor: Cursor = new Map();
  for (const part of text.split('-')) {
    const [incarnation = '', n = ''] = part.split('.');
    const key = Number.parseInt(incarnation, 36);
    const value = Number.parseInt(n, 36);
    if (!Number.isSafeInteger(key) || !Number.isSafeInteger(value)) return null;
    cursor.set(String(key), value);
  }
  return cursor;
}
