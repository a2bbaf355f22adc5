import { EventEmitter, once } from 'node:events';
import pg from 'pg';
import { binariesFor } from './binaries.ts';
import { prepareDataFolder } from './data-folder.ts';
import { gone, isAlive, runningPostmaster, stopPostmaster } from './postmaster.ts';
import { serverUser } from './server-user.ts';
import { answers, serverUrl, startServer } from './start-server.ts';
import { startWatchdog } from './watchdog.ts';

export interface KeeperSettings {
  /** The SCRM's folder; see prepareDataFolder. */
  readonly dataDir: string;
  readonly port: number;
  /** The process on whose death the server must stop even if the keeper cannot do it any more. */
  readonly guardianPid: number;
}

export interface KeptServer {
  readonly url: string;
  readonly pid: number;
  /** True when a server left by an earlier keeper was taken on. */
  readonly adopted: boolean;
  /** Resolves when the server has ended without `stop`. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
}

const databaseName = 'scrm';

/**
 * Brings PostgreSQL up on the data folder and stays responsible for it: adopts a server left by an earlier keeper if it
 * answers on the wanted port, stops it otherwise. Rejects with the server's own log.
 */
export async function keepServer(settings: KeeperSettings): Promise<KeptServer> {
  const user = serverUser();
  const binaries = binariesFor(user);
  const folder = prepareDataFolder(settings.dataDir, binaries, user);
  const adminUrl = serverUrl(settings.port, folder.password, 'postgres');
  const url = serverUrl(settings.port, folder.password, databaseName);

  const left = runningPostmaster(folder.path);
  if (left !== null && left.port === settings.port && (await answers(adminUrl))) {
    const watchdog = startWatchdog(settings.guardianPid, folder.path, left.pid);
    await createDatabase(adminUrl);
    return kept(left.pid, true, url, watchdog.pid, lostByPolling(left.pid));
  }
  if (left !== null) await stopPostmaster(left.pid);
  const { child, pid } = await startServer(binaries, folder, settings.port, user);
  const watchdog = startWatchdog(settings.guardianPid, folder.path, pid);
  const lost = child.exitCode === null ? once(child, 'exit').then(() => undefined) : Promise.resolve();
  await createDatabase(adminUrl);
  return kept(pid, false, url, watchdog.pid, lost);
}

function kept(
  pid: number,
  adopted: boolean,
  url: string,
  watchdogPid: number | undefined,
  ended: Promise<void>,
): KeptServer {
  const state = { stopping: false };
  const events = new EventEmitter();
  const lost = once(events, 'lost').then(() => undefined);
  void ended.then(() => {
    if (!state.stopping) events.emit('lost');
  });
  return {
    url,
    pid,
    adopted,
    lost,
    stop: async () => {
      state.stopping = true;
      await stopPostmaster(pid);
      if (watchdogPid !== undefined) endGroup(watchdogPid);
    },
  };
}

/** The watchdog leads a process group of its own: its `cat` or `sleep` goes with it. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It had ended already.
  }
}

async function lostByPolling(pid: number): Promise<void> {
  while (!(await gone(pid, 60_000))) {
    if (!isAlive(pid)) return;
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName} STRATEGY wal_log`);
  } finally {
    await client.end();
  }
}
