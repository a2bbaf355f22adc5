import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  DriverOptions,
  VendorContext,
  VendorDriver,
  VendorPart,
  VendorProcess,
} from '../contract/lifecycle.ts';
import { workToTell } from '../kit/behaviours/begin-work.ts';
import { plannedWork } from '../kit/behaviours/planned-work.ts';
import { writeChildConfig } from '../kit/child-config.ts';
import { isRunning } from '../kit/descendants.ts';
import { getJson } from '../kit/get-json.ts';
import { type RunningProcess, startProcess } from '../kit/process.ts';
import { type ProxyReady, startProxy } from '../kit/proxy/start-proxy.ts';
import { importHistory } from './import-history.ts';
import { routes, splitPlanted } from './planted.ts';

/** initdb, migrations and two nodes on a slow disk. */
const readyTimeoutMs = 60_000;
/** PostgreSQL's fast shutdown and its last checkpoint. */
const stopGraceMs = 20_000;
const healthTimeoutMs = 2000;
const defaultNodes = 2;
/** In front of the API and webhook, and in front of Graph. */
const proxyPorts = 2;

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
 * Weaknesses of vendor.yaml are planted by a proxy (Graph, API, webhook) or by switches inside it (`planted.ts`).
 */
export function createDriver(options: DriverOptions): VendorDriver {
  const nodes = nodesOf(options.settings);
  const planned = plannedWork(options.settings);
  const planted = splitPlanted(options.behaviours);
  const stopped = new AbortController();
  let context: VendorContext | null = null;
  let proxy: Promise<RunningProcess<ProxyReady>> | null = null;
  let supervisor: Promise<RunningProcess<Ready>> | null = null;
  let running: RunningProcess<Ready> | null = null;
  let proxyChild: RunningProcess<ProxyReady> | null = null;

  /** Graph's address as the SCRM is to know it. */
  async function graphUrl(own: VendorContext): Promise<string> {
    if (planted.proxied.length === 0) return own.graphUrl;
    const [gatewayPort = 0] = own.ports;
    const [vendorPort = 0, graphPort = 0] = own.ports.slice(-proxyPorts);
    proxy = startProxy({
      packageRoot: options.packageRoot,
      dataDir: own.dataDir,
      log: options.log,
      signal: stopped.signal,
      config: {
        graphUrl: own.graphUrl,
        port: graphPort,
        ...(planted.api || planted.webhook
          ? { vendor: { target: `http://127.0.0.1:${gatewayPort}`, port: vendorPort, routes } }
          : {}),
        behaviours: planted.proxied,
        planned: planned ?? 'told',
        seed: own.seed,
        eventsDir: own.eventsDir,
        run: own.run,
        id: 'reference',
      },
    });
    proxyChild = await proxy;
    return proxyChild.ready.url;
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
      const { webhookUrl, baseUrl } = running.ready;
      const before = proxyChild?.ready.vendorUrl ?? null;
      return {
        webhookUrl: before !== null && planted.webhook ? webhookUrl.replace(baseUrl, before) : webhookUrl,
        baseUrl: before !== null && planted.api ? before : baseUrl,
      };
    },
    async begin(work) {
      const told = workToTell(work, planted.proxied, planned);
      if (told !== null) proxyChild?.tell({ work: told });
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
      if (proxyChild !== null) own.push({ role: 'proxy', pid: proxyChild.pid });
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
  const { proxied, switches } = splitPlanted(behaviours);
  return {
    graphUrl,
    token: context.token,
    appSecret: context.appSecret,
    verifyToken: context.verifyToken,
    phoneNumberIds: context.phoneNumberIds,
    dataDir: context.dataDir,
    customersFile: join(context.dataDir, 'customers.ndjson'),
    agents: [...context.agents, ...supervisors(context)],
    // The last ports are the proxy's where there is one.
    ports: proxied.length === 0 ? context.ports : context.ports.slice(0, -proxyPorts),
    unknownGraceSec: context.unknownGraceSec,
    unknownPolicy: settings.unknownPolicy ?? 'resend',
    // The SCRM's own check tells what is wrong with it.
    ...(settings.graphSockets === undefined ? {} : { graphSockets: settings.graphSockets }),
    databaseUrl: process.env.DATABASE_URL ?? null,
    ...(switches.length === 0
      ? {}
      : {
          defects: switches.map(({ kind, size }) => ({ id: kind, ...size })),
          defectLog: { dir: context.eventsDir, run: context.run },
        }),
  };
}

/** Makes campaigns and sees every conversation; logs in with the agents' password. */
function supervisors({ agents }: VendorContext): object[] {
  const [first] = agents;
  return first === undefined ? [] : [{ login: 'supervisor', password: first.password, role: 'supervisor' }];
}

function nodesOf({ nodes = defaultNodes }: Readonly<Record<string, unknown>>): number {
  if (typeof nodes === 'number' && Number.isInteger(nodes) && nodes >= 1) return nodes;
  throw new Error(`settings.nodes: ${String(nodes)}: must be a whole number from 1`);
}
