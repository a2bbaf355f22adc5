/**
 * What a search of the reference SCRM costs by itself, without HTTP: imports the history of the kit up to each size and
 * measures every planted term there. `node --import ./scripts/register.mjs scripts/bench/search.ts build [--dir DIR]
 * [--sizes 50000,1000000] [--seed 1]` imports and keeps the store in DIR; `measure [--dir DIR] [--rounds 40]` asks every store
 * in turn and prints times and CPU by size, class and language. Sizes are messages.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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

interface Store {
  readonly size: number;
  readonly pool: ReturnType<typeof createPool>;
  stop(): Promise<void>;
}

async function openStore(size: number): Promise<Store> {
  const dataDir = join(base, String(size));
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const server = await keepServer({ dataDir, port: await freePort(), guardianPid: process.pid });
  const pool = createPool({ url: server.url, max: 1, applicationName: 'bench-search' });
  return {
    size,
    pool,
    stop: async () => {
      await pool.end();
      await server.stop();
    },
  };
}

async function* history(seed: number, to: number): AsyncGenerator<PastConversation> {
  for (let ordinal = 0; ordinal < to; ordinal += 1) {
    yield { ...pastConversation(seed, ordinal), number: '100000000000001' };
  }
}

async function build(size: number): Promise<void> {
  rmSync(join(base, String(size)), { recursive: true, force: true });
  const { pool, stop } = await openStore(size);
  try {
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
  } finally {
    await stop();
  }
}

function quantile(sorted: readonly number[], p: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN).toFixed(2);
}

/** User and system time of a process, ms; /proc counts in ticks of 10 ms. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** The same term in every store before the next term: what else the machine does meets all stores alike. */
async function measure(stores: readonly Store[], rounds: number): Promise<void> {
  const times = new Map<string, number[]>();
  const cpu = new Map<number, { node: number; server: number; searches: number; wrong: number }>();
  const pids = new Map<number, number>();
  for (const { size, pool } of stores) {
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    pids.set(size, rows[0]?.pid ?? 0);
    cpu.set(size, { node: 0, server: 0, searches: 0, wrong: 0 });
  }
  for (let round = -2; round < rounds; round += 1) {
    if (round === 0)
      for (const { size } of stores)
        (cpu.get(size) as { server: number }).server = -cpuMs(pids.get(size) ?? 0);
    for (const term of plantedTerms) {
      for (const { size, pool } of stores) {
        const used = process.cpuUsage();
        const startMs = performance.now();
        const { messages } = await findMessages(pool, {
          text: term.text,
          limit,
          before: null,
          agentId: null,
        });
        const ms = performance.now() - startMs;
        const { user, system } = process.cpuUsage(used);
        // Two rounds to warm the caches.
        if (round < 0) continue;
        const tally = cpu.get(size);
        if (tally === undefined) continue;
        tally.node += (user + system) / 1000;
        tally.searches += 1;
        if (messages.length !== Math.min(limit, plantedCount(term, size / messagesPerConversation)))
          tally.wrong += 1;
        for (const part of [term.termClass, term.language, 'all']) {
          const name = `${size} ${part}`;
          times.set(name, [...(times.get(name) ?? []), ms]);
        }
      }
    }
  }
  for (const { size } of stores) {
    const tally = cpu.get(size);
    if (tally === undefined) continue;
    const server = tally.server + cpuMs(pids.get(size) ?? 0);
    const per = (ms: number): string => (ms / tally.searches).toFixed(2);
    process.stdout.write(
      `${size} messages, ${tally.searches} searches, ${tally.wrong} wrong; CPU-ms a search: node ${per(tally.node)}, postgres ${per(server)}\n`,
    );
    for (const [name, list] of times) {
      const [of, part = ''] = name.split(' ');
      if (of !== String(size)) continue;
      const sorted = list.toSorted((a, b) => a - b);
      process.stdout.write(
        `  ${part.padEnd(9)} n ${String(sorted.length).padStart(5)}  p50 ${quantile(sorted, 0.5)} ms  p95 ${quantile(sorted, 0.95)} ms  p99 ${quantile(sorted, 0.99)} ms  max ${quantile(sorted, 1)} ms\n`,
      );
    }
  }
}

if (positionals[0] === 'build') {
  for (const size of values.sizes.split(',').map(Number)) await build(size);
} else if (positionals[0] === 'measure') {
  const sizes = existsSync(base)
    ? readdirSync(base)
        .map(Number)
        .sort((a, b) => a - b)
    : [];
  const stores: Store[] = [];
  try {
    for (const size of sizes) stores.push(await openStore(size));
    await measure(stores, Number(values.rounds));
  } finally {
    for (const store of stores) await store.stop();
  }
} else {
  process.stderr.write('build or measure?\n');
  process.exitCode = 64;
}
