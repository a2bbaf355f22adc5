import type pg from 'pg';
import { SutError } from '../supervisor/sut-error.ts';
import type { TellDefect } from './defect-log.ts';

/** Drops an index, and the constraint that rests on it. Throws SP_SUT_OPTIONS when there is none of this name. */
export async function dropIndex(client: pg.ClientBase, index: string, tell: TellDefect): Promise<void> {
  const { rows } = await client.query<{ tablename: string; owned: boolean }>(
    `SELECT i.tablename, EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname) AS owned
       FROM pg_indexes i WHERE i.schemaname = current_schema() AND i.indexname = $1`,
    [index],
  );
  const [found] = rows;
  if (found === undefined) {
    throw new SutError('SP_SUT_OPTIONS', 'the SCRM cannot start with these options', [
      `defects.dropped-index.index: ${index}: there is no such index`,
    ]);
  }
  const name = client.escapeIdentifier(index);
  await client.query(
    found.owned
      ? `ALTER TABLE ${client.escapeIdentifier(found.tablename)} DROP CONSTRAINT ${name} CASCADE`
      : `DROP INDEX ${name}`,
  );
  tell({ defect: 'dropped-index', copies: 1, note: index });
}
