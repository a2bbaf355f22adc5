/**
 * What a search of the reference SCRM costs by itself, without HTTP: imports the history of the kit up to each size and
 * measures every planted term there. `node --import ./scripts/register.mjs scripts/bench/search.ts build [--dir DIR]
 * [--sizes 50000,1000000] [--seed 1]` imports and keeps the store in DIR; `measure [--dir DIR] [--rounds 40]` prints p50
 * and p99 by class. Building is apart so that measuring alone needs a quiet machine; sizes are messages.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { importHistory, type PastConversation } from '../../sut/history/import-history.ts';
import { keepServer } from '../../sut/postgres/keeper.ts';
import { findMessages } from '../../sut/search/find-messages.ts';
import { migrate } from '../../sut/store/migrate.ts';
import { createPool } from '../../sut/store/pool.ts';
import { freePort } from '../../sut/supervisor/free-port.ts';
import { messagesPerConversation, pastConversation } from '../../vendors/kit/history/corpus.ts';
import { plantedCount, plantedTerms } from '../../vendors/kit/history/terms.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: join(tmpdir(), 'stormproof-bench-search') },
    sizes: { type: 'string', default: '50000,1000000' },
    rounds: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
  },
});
const base = resolve(values.dir);
const limit = 20;

async function withStore<T>(
  size: number,
  work: (pool: ReturnType<typeof createPool>) => Promise<T>,
): Promise<T> {
  const dataDir = join(base, String(size));
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const server = await keepServer({ dataDir, port: await freePort(), guardianPid: process.pid });
  const pool = createPool({ url: server.url, max: 4, applicationName: 'bench-search' });
  try {
    return await work(pool);
  } finally {
    await pool.end();
    await server.stop();
  }
}

async function* history(seed: number, to: number): AsyncGenerator<PastConversation> {
  for (let ordinal = 0; ordinal < to; ordinal += 1) {
    yield { ...pastConversation(seed, ordinal), number: '100000000000001' };
  }
}

async function build(size: number): Promise<void> {
  rmSync(join(base, String(size)), { recursive: true, force: true });
  await withStore(size, async (pool) => {
    const client = await pool.connect();
    await migrate(client);
    client.release();
    const startMs = performance.now();
    const { messages } = await importHistory(
      pool,
      history(Number(values.seed), size / messagesPerConversation),
    );
    const seconds = (performance.now() - startMs) / 1000;
    const { rows } = await pool.query<{ messages: string; index: string }>(
      `SELECT pg_size_pretty(pg_total_relation_size('messages')) AS messages,
              pg_size_pretty(pg_total_relation_size('search_postings') + pg_total_relation_size('search_parts')) AS index`,
    );
    process.stdout.write(
      `${messages} messages imported in ${seconds.toFixed(1)} s (${Math.round(messages / seconds)}/s); messages ${rows[0]?.messages}, search index ${rows[0]?.index}\n`,
    );
  });
}

function quantile(sorted: readonly number[], p: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN).toFixed(2);
}

async function measure(size: number, rounds: number): Promise<void> {
  await withStore(size, async (pool) => {
    const times = new Map<string, number[]>();
    const add = (name: string, ms: number): void =>
      void (times.get(name) ?? times.set(name, []).get(name))?.push(ms);
    let wrong = 0;
    for (let round = -2; round < rounds; round += 1) {
      for (const term of plantedTerms) {
        const startMs = performance.now();
        const { messages } = await findMessages(pool, {
          text: term.text,
          limit,
          before: null,
          agentId: null,
        });
        const ms = performance.now() - startMs;
        if (messages.length !== Math.min(limit, plantedCount(term, size / messagesPerConversation)))
          wrong += 1;
        // Two rounds to warm the caches.
        if (round < 0) continue;
        for (const name of [term.termClass, term.language, 'all']) add(name, ms);
      }
    }
    process.stdout.write(`${size} messages, ${rounds} rounds, ${wrong} wrong results\n`);
    for (const [name, list] of times) {
      const sorted = list.sort((a, b) => a - b);
      process.stdout.write(
        `  ${name.padEnd(9)} n ${String(sorted.length).padStart(5)}  p50 ${quantile(sorted, 0.5)} ms  p99 ${quantile(sorted, 0.99)} ms  max ${quantile(sorted, 1)} ms\n`,
      );
    }
  });
}

if (positionals[0] === 'build') {
  for (const size of values.sizes.split(',').map(Number)) await build(size);
} else if (positionals[0] === 'measure') {
  const sizes = existsSync(base)
    ? readdirSync(base)
        .map(Number)
        .sort((a, b) => a - b)
    : [];
  for (const size of sizes) await measure(size, Number(values.rounds));
} else {
  process.stderr.write('build or measure?\n');
  process.exitCode = 64;
}
