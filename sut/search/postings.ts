import { eachGram } from './grams.ts';

/** Ids in a block of the index: an offset takes two bytes. */
export const blockSize = 65_536;

export const blockOf = (id: number): number => Math.floor(id / blockSize);

/** The offsets of every gram within one block, in the form search_add takes. */
export interface Postings {
  readonly grams: readonly number[];
  readonly counts: readonly number[];
  /** Two bytes an offset, little-endian, gram after gram. */
  readonly offsets: Buffer;
}

export interface PostingsBuilder {
  /** Ids ascending, texts normalised. */
  add(id: number, text: string): void;
  /** Grams ascending. */
  finish(): Postings;
}

/** Collects the postings of messages of one block. */
export function postingsBuilder(): PostingsBuilder {
  const lists = new Map<number, number[]>();
  return {
    add(id, text) {
      const offset = id % blockSize;
      eachGram(text, (gram) => {
        const list = lists.get(gram);
        if (list === undefined) lists.set(gram, [offset]);
        else if (list[list.length - 1] !== offset) list.push(offset);
      });
    },
    finish() {
      const sorted = [...lists].sort(([a], [b]) => a - b);
      const counts = sorted.map(([, list]) => list.length);
      const offsets = Buffer.alloc(2 * counts.reduce((sum, count) => sum + count, 0));
      let at = 0;
      for (const [, list] of sorted) {
        for (const offset of list) {
          offsets.writeUInt16LE(offset, at);
          at += 2;
        }
      }
      return { grams: sorted.map(([gram]) => gram), counts, offsets };
    },
  };
}

/** Offsets of several grams within one block or part, as search_blocks gives them. */
export interface BlockPostings {
  readonly block: number;
  /** Bytes of each gram's offsets. */
  readonly lengths: readonly number[];
  readonly offsets: Buffer;
}

/** Ids below `before` whose offsets stand in every list, newest first, found as they are asked for. */
export function* commonIds(postings: BlockPostings, before: number): Generator<number> {
  const lists = split(postings).sort((a, b) => a.length - b.length);
  const [shortest, ...others] = lists;
  if (shortest === undefined) return;
  const at = others.map((list) => list.length / 2 - 1);
  for (let i = shortest.length / 2 - 1; i >= 0; i -= 1) {
    const offset = shortest.readUInt16LE(2 * i);
    const id = postings.block * blockSize + offset;
    if (id >= before) continue;
    let everywhere = true;
    for (let k = 0; k < others.length && everywhere; k += 1) {
      const list = others[k] as Buffer;
      let j = at[k] as number;
      while (j >= 0 && list.readUInt16LE(2 * j) > offset) j -= 1;
      at[k] = j;
      if (j < 0) return;
      everywhere = list.readUInt16LE(2 * j) === offset;
    }
    if (everywhere) yield id;
  }
}

function split({ lengths, offsets }: BlockPostings): Buffer[] {
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return offsets.subarray(at - length, at);
  });
}
