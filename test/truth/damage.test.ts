import { expect, test } from 'vitest';
import { damageRows, runDamageRow } from '../../scripts/truth/damage/index.ts';

/** The rows on finished folders share one real run; the live ones are `npm run truth -- --table damage`. */
const finished = damageRows.filter((row) => row.finished);

test('every edit of a finished run makes it invalid, with its cause named and nobody blamed', async () => {
  expect(finished.length).toBeGreaterThanOrEqual(6);
  for (const row of finished) {
    const outcome = await runDamageRow(row);
    expect(outcome, JSON.stringify(outcome)).toMatchObject({ right: true, blamed: [], unnamed: [] });
  }
});
