import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  DriverOptions,
  VendorContext,
  VendorDriver,
  VendorPart,
  VendorProcess,
} from '../contract/lifecycle.ts';
import { plannedWork } from '../kit/behaviours/planned-work.ts';
import { writeChildConfig } from '../kit/child-config.ts';
import { isRunning } from '../kit/descendants.ts';
import { getJson } from '../kit/get-json.ts';
import { type RunningProcess, startProcess } from '../kit/process.ts';
import { type ProxyReady, startProxy } from '../kit/start-proxy.ts';
import { importHistory } from './import-history.ts';

/** initdb, migrations and two nodes on a slow disk. */
const readyTimeoutMs = 60_000;
/** PostgreSQL's fast shutdown and its last checkpoint. */
const stopGraceMs = 20_000;
const healthTimeoutMs = 2000;
const defaultNodes = 2;

interface Part {
  readonly role: string;
  readonly pid: number;
  readonly part?: VendorPart;
  readonly healthy?: boolean;
  readonly openAsks?: number;
}

interface Ready {
  readonly pid: number;
  readonly webhookUrl: string;
  readonly baseUrl: string;
  readonly parts: readonly Part[];
}

interface Health {
  readonly ok: boolean;
  readonly parts: readonly Part[];
}

/**
 * Driver of the reference SCRM: its supervisor is one child, which keeps PostgreSQL, the gateway and the nodes.
 * Behaviours of vendor.yaml are planted by a proxy in front of Graph.
 */
export function createDriver(options: DriverOptions): VendorDriver {
  const nodes = nodesOf(options.settings);
  const stopped = new AbortController();
  let context: VendorContext | null = null;
  let proxy: Promise<RunningProcess<ProxyReady>> | null = null;
  let supervisor: Promise<RunningProcess<Ready>> | null = null;
  let running: RunningProcess<Ready> | null = null;
  let proxyPid: number | null = null;

  async function graphUrl(own: VendorContext): Promise<string> {
    if (options.behaviours.length === 0) return own.graphUrl;
    proxy = startProxy({
      packageRoot: options.packageRoot,
      dataDir: own.dataDir,
      log: options.log,
      signal: stopped.signal,
      config: {
        graphUrl: own.graphUrl,
        port: own.ports.at(-1) ?? 0,
        behaviours: options.behaviours,
        planned: plannedWork(options.settings),
        eventsDir: own.eventsDir,
        run: own.run,
        id: 'reference',
      },
    });
    const { pid, ready } = await proxy;
    proxyPid = pid;
    return ready.url;
  }

  async function currentHealth(): Promise<Health | null> {
    return running ? getJson<Health>(`${running.ready.baseUrl}/health`, healthTimeoutMs) : null;
  }

  return {
    async prepare(own) {
      mkdirSync(own.dataDir, { recursive: true });
      const customersFile = join(own.dataDir, 'customers.ndjson');
      const lines = own.customers.map((customer) => `${JSON.stringify(customer)}\n`);
      writeFileSync(customersFile, lines.join(''), { mode: 0o600 });
      context = own;
    },
    async start() {
      if (!context) throw new Error('prepare() comes before start()');
      const configFile = join(context.dataDir, 'sut.json');
      writeChildConfig(configFile, sutConfig(context, await graphUrl(context), options));
      supervisor = startProcess<Ready>({
        role: 'reference',
        command: process.execPath,
        args: [
          join(options.packageRoot, 'dist/sut/main.js'),
          '--nodes',
          String(nodes),
          '--config',
          configFile,
          '--die-with-parent',
        ],
        readyTimeoutMs,
        stopGraceMs,
        signal: stopped.signal,
        log: options.log,
      });
      running = await supervisor;
      return { webhookUrl: running.ready.webhookUrl, baseUrl: running.ready.baseUrl };
    },
    async health() {
      const health = await currentHealth();
      if (!health?.ok) return false;
      const healthyNodes = health.parts.filter(({ part, healthy }) => part === 'node' && healthy !== false);
      return healthyNodes.length >= nodes && health.parts.every(({ healthy }) => healthy !== false);
    },
    async processes() {
      if (!running) return [];
      const parts = (await currentHealth())?.parts ?? running.ready.parts.filter(({ pid }) => isRunning(pid));
      const own: VendorProcess[] = [{ role: 'supervisor', pid: running.pid }];
      if (proxyPid !== null) own.push({ role: 'proxy', pid: proxyPid });
      const listed = new Set(own.map(({ pid }) => pid));
      return [...own, ...parts.filter(({ pid }) => !listed.has(pid))];
    },
    async loadHistory(request) {
      if (!context || !running) throw new Error('start() comes before loadHistory()');
      await importHistory(options.packageRoot, context, request, stopped.signal);
    },
    async stop() {
      stopped.abort();
      const children = await Promise.all([supervisor?.catch(() => null), proxy?.catch(() => null)]);
      // The SCRM first: what it still sends must find the proxy.
      for (const child of children) await child?.stop();
    },
  };
}

function sutConfig(
  context: VendorContext,
  graphUrl: string,
  { settings, behaviours }: DriverOptions,
): object {
  return {
    graphUrl,
    token: context.token,
    appSecret: context.appSecret,
    verifyToken: context.verifyToken,
    phoneNumberIds: context.phoneNumberIds,
    dataDir: context.dataDir,
    customersFile: join(context.dataDir, 'customers.ndjson'),
    agents: [...context.agents, ...supervisors(context)],
    // The last port is the proxy's where there is one.
    ports: behaviours.length === 0 ? context.ports : context.ports.slice(0, -1),
    unknownGraceSec: context.unknownGraceSec,
    unknownPolicy: settings.unknownPolicy ?? 'resend',
    databaseUrl: process.env.DATABASE_URL ?? null,
  };
}

/** Sees every conversation; logs in with the agents' password. */
function supervisors({ agents }: VendorContext): readonly object[] {
  const [first] = agents;
  return first ? [{ login: 'supervisor', password: first.password, role: 'supervisor' }] : [];
}

function nodesOf({ nodes = defaultNodes }: Readonly<Record<string, unknown>>): number {
  if (typeof nodes === 'number' && Number.isInteger(nodes) && nodes >= 1) return nodes;
  throw new Error(`settings.nodes: ${String(nodes)}: must be a whole number from 1`);
}
