import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createPool } from '../store/pool.ts';
import { importHistory, type PastConversation } from './import-history.ts';

/**
 * Imports past conversations into a running SCRM: `node dist/sut/history/main.js --database-url-file FILE < NDJSON`, one
 * PastConversation a line. Prints {kind: 'done', conversations, messages} at the end; exits with 65 at the first bad line.
 */
async function* readConversations(): AsyncGenerator<PastConversation> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line !== '') yield parse(line, number);
  }
}

class BadLine extends Error {}

function parse(line: string, number: number): PastConversation {
  let found: Partial<PastConversation>;
  try {
    found = JSON.parse(line) as Partial<PastConversation>;
  } catch (error) {
    throw new BadLine(`line ${number}: ${(error as Error).message}`);
  }
  const { waId, name, number: business, messages } = found;
  const texts = [waId, name, business].every((value) => typeof value === 'string' && value !== '');
  const lines =
    Array.isArray(messages) &&
    messages.length > 0 &&
    messages.every(
      ({ direction, text, at }) =>
        (direction === 'in' || direction === 'out') &&
        typeof text === 'string' &&
        !Number.isNaN(Date.parse(String(at))),
    );
  if (texts && lines) return found as PastConversation;
  throw new BadLine(
    `line ${number}: needs waId, name and number, and messages of {direction: in|out, text, at: ISO 8601}`,
  );
}

const { values } = parseArgs({ options: { 'database-url-file': { type: 'string' } } });
const file = values['database-url-file'];
if (file === undefined) {
  process.stderr.write('--database-url-file: needs the path of a file that holds the URL of the database\n');
  process.exit(64);
}
const pool = createPool({
  url: readFileSync(file, 'utf8').trim(),
  max: 2,
  applicationName: 'scrm-history-import',
});
try {
  const counts = await importHistory(pool, readConversations());
  process.stdout.write(`${JSON.stringify({ kind: 'done', ...counts })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof BadLine ? 65 : 70;
} finally {
  await pool.end();
}
