import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDefectLog } from '../defects/defect-log.ts';
import { defectOf } from '../defects/defects.ts';
import type { GatewaySettings, Part } from '../gateway/settings.ts';
import type { NodeSettings } from '../node/settings.ts';
import { choosePorts } from './choose-ports.ts';
import type { Options } from './options.ts';
import { customersToPlant, prepareDatabase } from './prepare-database.ts';
import { type StartedPart, startPart } from './start-part.ts';
import { type Store, startStore } from './start-store.ts';

/** In the SCRM's folder, readable by its owner only: the URL of its database. */
const databaseUrlFile = 'database-url';

export interface RunningScrm {
  readonly webhookUrl: string;
  readonly baseUrl: string;
  readonly parts: readonly Part[];
  stop(): Promise<void>;
}

/** Starts PostgreSQL, the nodes and the gateway as children and keeps them up. Throws SutError; nothing is left then. */
export async function startScrm(options: Options, log: (line: string) => void): Promise<RunningScrm> {
  const { config } = options;
  const dataDir = resolve(config.dataDir);
  const customers = await customersToPlant(config.customersFile);
  const ports = await choosePorts(options);
  mkdirSync(dataDir, { recursive: true });
  const defectLog = openDefectLog(config.defects.length === 0 ? null : config.defectLog);

  const started: { store: Store | null; gateway: StartedPart | null; nodes: readonly StartedPart[] } = {
    store: null,
    gateway: null,
    nodes: [],
  };
  const parts = (): readonly Part[] => {
    const list: Part[] = [];
    const add = (pid: number | null | undefined, role: string, part?: Part['part']): void => {
      if (pid != null) list.push({ role, pid, ...(part === undefined ? {} : { part }) });
    };
    add(started.gateway?.child.pid, 'gateway', 'gateway');
    for (const { child } of started.nodes) add(child.pid, child.role, 'node');
    add(started.store?.pid, 'postgres', 'store');
    add(started.store?.keeper.pid, 'postgres-keeper');
    add(process.pid, 'supervisor');
    return list;
  };
  const changed = (): void => started.gateway?.child.tell({ kind: 'parts', parts: parts() });
  const stop = async (): Promise<void> => {
    // In the order of dependence: nobody sees its server go first.
    await Promise.all([started.gateway, ...started.nodes].map((part) => part?.child.stop()));
    await started.store?.keeper.stop();
    defectLog.close();
  };

  try {
    if (config.databaseUrl === null) {
      started.store = startStore({ dataDir, port: ports.store, guardianPid: process.pid }, changed, log);
    }
    const databaseUrl =
      started.store === null ? Promise.resolve(config.databaseUrl ?? '') : started.store.url;
    const prepared = databaseUrl.then(async (url) => {
      await prepareDatabase(url, customers, config.defects, defectLog.tell);
      // For tools that work beside the running system (history/main.ts).
      writeFileSync(join(dataDir, databaseUrlFile), `${url}\n`, { mode: 0o600 });
      return url;
    });
    prepared.catch(() => undefined);
    const gateway: GatewaySettings = {
      port: ports.gateway,
      nodes: ports.nodes.map((port, index) => ({ name: nodeName(index), port })),
    };
    started.gateway = startPart('gateway', 'gateway/main', Promise.resolve(gateway), changed, log);
    const planted = {
      tell: defectLog.tell,
      restartAfterMs: defectOf(config.defects, 'slow-restart')?.downMs ?? null,
    };
    // The nodes load their modules while PostgreSQL starts.
    started.nodes = ports.nodes.map((port, index) => {
      const settings = prepared.then((url) => nodeSettings(options, dataDir, url, nodeName(index), port));
      return startPart(nodeName(index), 'node/main', settings, changed, log, planted);
    });
    await prepared;
    await Promise.all([started.gateway, ...started.nodes].map((part) => part.ready));
  } catch (error) {
    await stop();
    throw error;
  }

  const baseUrl = `http://127.0.0.1:${ports.gateway}`;
  return {
    webhookUrl: `${baseUrl}/webhook`,
    baseUrl,
    get parts() {
      return parts();
    },
    stop,
  };
}

const nodeName = (index: number): string => `node-${index + 1}`;

function nodeSettings(
  { config, nodes }: Options,
  dataDir: string,
  databaseUrl: string,
  name: string,
  port: number,
): NodeSettings {
  return {
    nodeName: name,
    port,
    databaseUrl,
    graphUrl: config.graphUrl,
    token: config.token,
    appSecret: config.appSecret,
    verifyToken: config.verifyToken,
    phoneNumberIds: config.phoneNumberIds,
    dataDir,
    agents: config.agents,
    unknownGraceSec: config.unknownGraceSec,
    unknownPolicy: config.unknownPolicy,
    numberRatePerSec: config.numberRatePerSec / nodes,
    graphSockets: config.graphSockets,
    defects: config.defects,
  };
}
