import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCursor, parseCursor } from '../../../sut/realtime/cursor.ts';

const cursors = fc
  .uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 2 ** 48 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
    { selector: ([incarnation]) => incarnation, maxLength: 40 },
  )
  .map((pairs) => new Map(pairs.map(([incarnation, n]) => [String(incarnation), n])));

test('a cursor reads back as it was written, and needs no escaping in a URL', () => {
  fc.assert(
    fc.property(cursors, (cursor) => {
      const text = formatCursor(cursor);
      expect(parseCursor(text)).toEqual(cursor);
      expect(encodeURIComponent(text)).toBe(text);
    }),
  );
});

test('anything else is refused', () => {
  for (const text of ['', '1', '1.', '.1', '1.1-', '1.1--2.1', 'A.1', '1.1;2.1', `1.${'z'.repeat(12)}`]) {
    expect([text, parseCursor(text)]).toEqual([text, null]);
  }
});
