import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rows } from '../../scripts/truth/rows/index.ts';
import { playAndJudge } from '../../scripts/truth/run-table.ts';

/** A cap and nothing at all; delay, stall, loss and doubles have files of their own, and `npm run truth -- --scaled` plays all. */
const played = ['scaled-cap', 'scaled-clean'];

/** The scaled table: each planted weakness found and sized by its own log, every other requirement read as expected. */
test.each(rows.filter(({ id }) => played.includes(id)).map((row) => [row.id, row] as const))(
  '%s',
  async (_, row) => {
    const dir = mkdtempSync(join(tmpdir(), 'stormproof-table-'));
    const stop = new AbortController();
    onTestFinished(() => {
      stop.abort(new Error('the test is over'));
      rmSync(dir, { recursive: true, force: true });
    });
    const result = await playAndJudge(row, dir, stop.signal, 2);
    expect(result.failure).toBeNull();
    expect(result.validity, result.notable.join(', ')).not.toBe('invalid');
    expect(result.cells.length).toBeGreaterThan(10);
    expect(result.cells.filter(({ expected, read }) => expected !== read)).toEqual([]);
    expect(result.measures.length).toBeGreaterThan(0);
    expect(result.measures.filter(({ ok }) => !ok)).toEqual([]);
    expect(result.defects.filter(({ found }) => !found)).toEqual([]);
  },
);
