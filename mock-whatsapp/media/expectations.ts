import type { MediaExpectRequest, MediaSummary } from '../contract/control.ts';

/** Planned uploads, told ahead with their sha256, against what arrived. */
export interface Expectations {
  expect(files: MediaExpectRequest['files']): void;
  /** Books an arrival: the expectation it met (null = nobody's), and how often these bytes came. */
  arrived(sha256: string): { readonly index: number | null; readonly copies: number };
  readonly summary: MediaSummary;
}

interface Entry {
  /** Expectations with these bytes, in the order they were told. */
  readonly indexes: number[];
  copies: number;
}

export function createExpectations(): Expectations {
  const entries = new Map<string, Entry>();
  let expected = 0;
  let stored = 0;
  let matched = 0;

  function entryOf(sha256: string): Entry {
    const known = entries.get(sha256);
    if (known !== undefined) return known;
    const entry: Entry = { indexes: [], copies: 0 };
    entries.set(sha256, entry);
    return entry;
  }

  return {
    expect(files) {
      for (const file of files) {
        const entry = entryOf(file.sha256);
        entry.indexes.push(file.index);
        expected += 1;
        // Bytes that came before they were told count as well.
        if (entry.copies >= entry.indexes.length) matched += 1;
      }
    },
    arrived(sha256) {
      const entry = entryOf(sha256);
      entry.copies += 1;
      stored += 1;
      const index = entry.indexes[entry.copies - 1];
      if (index !== undefined) matched += 1;
      return { index: index ?? entry.indexes.at(-1) ?? null, copies: entry.copies };
    },
    get summary() {
      let foreign = 0;
      for (const { indexes, copies } of entries.values()) if (indexes.length === 0) foreign += copies;
      return { expected, stored, matched, missing: expected - matched, foreign };
    },
  };
}
