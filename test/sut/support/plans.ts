import type pg from 'pg';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

export interface Explained {
  /** Tables read from end to end. */
  readonly scanned: readonly string[];
  /** Execution time of the statement, ms. */
  readonly ms: number;
}

const loaded = new WeakSet<pg.PoolClient>();

/**
 * Runs a statement in a transaction that is rolled back, with auto_explain on for what its functions run inside
 * (server log level NOTICE to this client), and lists full scans of all of them. The first five runs let plpgsql settle
 * on its cached plans; the best of the next five is the time.
 */
export async function explain(
  client: pg.PoolClient,
  sql: string,
  values: readonly unknown[],
): Promise<Explained> {
  if (!loaded.has(client)) {
    await client.query("LOAD 'auto_explain'");
    loaded.add(client);
  }
  await client.query(
    `SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on;
     SET auto_explain.log_format = 'json'; SET client_min_messages = 'log'`,
  );
  const scanned = new Set<string>();
  const onNotice = (notice: { message?: string }): void => {
    const json = notice.message?.slice(notice.message.indexOf('{'));
    if (!notice.message?.includes('plan:') || json === undefined) return;
    collect((JSON.parse(json) as { Plan: PlanNode }).Plan, scanned);
  };
  client.on('notice', onNotice);
  let ms = Number.POSITIVE_INFINITY;
  try {
    for (let run = 0; run < 10; run += 1) {
      await client.query('BEGIN');
      const started = performance.now();
      await client.query(sql, [...values]);
      if (run >= 5) ms = Math.min(ms, performance.now() - started);
      await client.query('ROLLBACK');
    }
  } finally {
    client.off('notice', onNotice);
    await client.query("SET client_min_messages = 'notice'; SET auto_explain.log_min_duration = -1");
  }
  return { scanned: [...scanned].sort(), ms };
}

function collect(node: PlanNode, scanned: Set<string>): void {
  const type = node['Node Type'];
  // With sequential scans discouraged a bad plan shows as an index read from end to end.
  const whole = type === 'Seq Scan' || (/^Index (Only )?Scan/.test(type) && node['Index Cond'] === undefined);
  if (whole && node['Relation Name'] !== undefined) scanned.add(node['Relation Name']);
  for (const child of node.Plans ?? []) collect(child, scanned);
}
