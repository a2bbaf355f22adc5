import type pg from 'pg';
import type { HotStatement } from './hot-statements.ts';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Parent Relationship'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const loaded = new WeakSet<pg.PoolClient>();

/** From this run on PostgreSQL may take a cached plan instead of one made for the values. */
const cachedFrom = 5;
const timedRuns = 4;

async function run(client: pg.PoolClient, { name, sql, values, prepared }: HotStatement): Promise<number> {
  await client.query('BEGIN');
  const started = performance.now();
  await client.query({ ...(prepared ? { name } : {}), text: sql, values: [...values] });
  const ms = performance.now() - started;
  await client.query('ROLLBACK');
  return ms;
}

/**
 * Tables that a statement, or what its functions run inside, reads from end to end: with the plan for its values and with
 * the cached one. Seen by auto_explain (server log level NOTICE to this client). Every run is rolled back.
 */
export async function scannedTables(
  client: pg.PoolClient,
  statement: HotStatement,
): Promise<readonly string[]> {
  if (!loaded.has(client)) {
    await client.query(
      `LOAD 'auto_explain'; SET auto_explain.log_nested_statements = on; SET auto_explain.log_analyze = on;
       SET auto_explain.log_timing = off; SET auto_explain.log_format = 'json'`,
    );
    loaded.add(client);
  }
  const scanned = new Set<string>();
  const onNotice = (notice: { message?: string }): void => {
    const json = notice.message?.slice(notice.message.indexOf('{'));
    if (!notice.message?.includes('plan:') || json === undefined) return;
    collect((JSON.parse(json) as { Plan: PlanNode }).Plan, scanned, false);
  };
  async function looked(): Promise<void> {
    await client.query("SET client_min_messages = 'log'; SET auto_explain.log_min_duration = 0");
    await run(client, statement);
    await client.query("SET auto_explain.log_min_duration = -1; SET client_min_messages = 'notice'");
  }
  client.on('notice', onNotice);
  try {
    await looked();
    for (let count = 1; count < cachedFrom; count += 1) await run(client, statement);
    await looked();
  } finally {
    client.off('notice', onNotice);
  }
  return [...scanned].sort();
}

/** Best time of a few runs, each rolled back, ms. After `scannedTables`: the plans are settled then. */
export async function bestMs(client: pg.PoolClient, statement: HotStatement): Promise<number> {
  let ms = Number.POSITIVE_INFINITY;
  for (let count = 0; count < timedRuns; count += 1) ms = Math.min(ms, await run(client, statement));
  return ms;
}

/** No statement's limit is above 500 rows: a bounded read that went further was not stopped by it. */
const boundedRows = 1_000;

/** Nodes that ask their input for no more rows than are asked of them. */
const streaming = /^(Limit|LockRows|Subquery Scan|ProjectSet|Result|Append|Merge Append|Nested Loop)$/;

/** `bounded`: somebody above stops after a number of rows. */
function collect(node: PlanNode, scanned: Set<string>, bounded: boolean): void {
  const type = node['Node Type'];
  const rows =
    ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1);
  // With sequential scans discouraged a bad plan shows as an index read from end to end.
  const whole =
    type === 'Seq Scan' ||
    (/^Index (Only )?Scan/.test(type) &&
      node['Index Cond'] === undefined &&
      !(bounded && rows <= boundedRows));
  if (whole && node['Relation Name'] !== undefined) scanned.add(node['Relation Name']);
  for (const child of node.Plans ?? []) {
    // An EXISTS is a plan of its own that ends with the first row.
    const single = child['Parent Relationship'] === 'InitPlan';
    collect(child, scanned, single || type === 'Limit' || (bounded && streaming.test(type)));
  }
}
