import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { GatewaySettings, Part } from '../gateway/settings.ts';
import type { NodeSettings } from '../node/settings.ts';
import type { KeeperSettings } from '../postgres/keeper.ts';
import { loadCustomers } from '../store/load-customers.ts';
import { migrate } from '../store/migrate.ts';
import { createClient } from '../store/pool.ts';
import { freePort, portIsFree } from './free-port.ts';
import type { Options } from './options.ts';
import { type ChildMessage, type SupervisedChild, superviseChild } from './supervised-child.ts';
import { SutError } from './sut-error.ts';

const defaultPort = 4020;

export interface RunningScrm {
  readonly webhookUrl: string;
  readonly baseUrl: string;
  readonly parts: readonly Part[];
  stop(): Promise<void>;
}

interface Ports {
  readonly gateway: number;
  readonly nodes: readonly number[];
  readonly store: number;
}

/** Starts PostgreSQL, the nodes and the gateway as children and keeps them up. Throws SutError; nothing is left then. */
export async function startScrm(options: Options, log: (line: string) => void): Promise<RunningScrm> {
  const { config } = options;
  const dataDir = resolve(config.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const ports = await choosePorts(options);
  const children: SupervisedChild[] = [];
  const stop = async (): Promise<void> => {
    // In the order of dependence: nobody sees its server go first.
    const keeperFirst = [...children].reverse();
    const keepers = keeperFirst.filter((child) => child.role === 'keeper');
    await Promise.all(keeperFirst.filter((child) => child.role !== 'keeper').map((child) => child.stop()));
    await Promise.all(keepers.map((child) => child.stop()));
  };

  try {
    const store = await startStore(options, dataDir, ports.store, children, () => tellParts());
    await prepareDatabase(store.url, config.customersFile);
    const nodes = ports.nodes.map((port, index) => {
      const settings: NodeSettings = {
        nodeName: `node-${index + 1}`,
        port,
        databaseUrl: store.url,
        graphUrl: config.graphUrl,
        token: config.token,
        appSecret: config.appSecret,
        verifyToken: config.verifyToken,
        phoneNumberIds: config.phoneNumberIds,
        dataDir,
        agents: config.agents,
        unknownGraceSec: config.unknownGraceSec,
        unknownPolicy: config.unknownPolicy,
        numberRatePerSec: config.numberRatePerSec / options.nodes,
      };
      return startPart(settings.nodeName, 'node/main', settings);
    });
    const gatewaySettings: GatewaySettings = {
      port: ports.gateway,
      nodes: ports.nodes.map((port, index) => ({ name: `node-${index + 1}`, port })),
    };
    const gateway = startPart('gateway', 'gateway/main', gatewaySettings);
    await Promise.all([...nodes, gateway].map((part) => part.ready));
    tellParts();

    function parts(): readonly Part[] {
      return [
        ...children.flatMap((child): Part[] => {
          if (child.pid === null) return [];
          if (child.role === 'gateway') return [{ role: 'gateway', pid: child.pid, part: 'gateway' }];
          if (child.role === 'keeper') return [{ role: 'postgres-keeper', pid: child.pid }];
          return [{ role: child.role, pid: child.pid, part: 'node' }];
        }),
        ...(store.pid() === null
          ? []
          : [{ role: 'postgres', pid: store.pid() ?? 0, part: 'store' } as const]),
        { role: 'supervisor', pid: process.pid },
      ];
    }

    function tellParts(): void {
      children.find((child) => child.role === 'gateway')?.tell({ kind: 'parts', parts: parts() });
    }

    function startPart(role: string, module: string, settings: unknown): { readonly ready: Promise<void> } {
      let settle: { resolve: () => void; reject: (error: Error) => void } | null = null;
      const ready = new Promise<void>((resolve, reject) => {
        settle = { resolve, reject };
      });
      ready.catch(() => undefined);
      const child = superviseChild({
        role,
        module,
        settings: () => settings,
        onMessage: (message) => {
          if (message.kind === 'ready') {
            settle?.resolve();
            settle = null;
            tellParts();
          }
          if (message.kind === 'failed') {
            log(`${role}: ${String(message.message)}`);
            settle?.reject(startFailure(role, message));
          }
        },
        onLost: () => {
          log(`${role} ended; starting it again`);
          settle?.reject(new SutError('SP_SUT_START', `${role} ended while starting`));
          tellParts();
        },
      });
      children.push(child);
      child.start();
      return { ready };
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
  } catch (error) {
    await stop();
    throw error;
  }
}

function startFailure(role: string, message: ChildMessage): SutError {
  const id = message.code === 'EADDRINUSE' ? 'SP_SUT_PORT' : 'SP_SUT_START';
  return new SutError(id, `${role}: ${String(message.message)}`);
}

/** The ports of config.ports in order: gateway (unless --port says it), nodes, PostgreSQL; what is missing is chosen free. */
async function choosePorts(options: Options): Promise<Ports> {
  const given = [...options.config.ports];
  const gateway = options.port > 0 ? options.port : (given.shift() ?? defaultPort);
  const ports = [gateway];
  for (let index = 0; index <= options.nodes; index += 1)
    ports.push(given.shift() ?? (await freePort(ports)));
  const store = ports[options.nodes + 1] ?? 0;
  // The store's port may be held by a server that an earlier keeper left: the keeper finds out.
  const taken: number[] = [];
  for (const port of ports.slice(0, -1)) if (!(await portIsFree(port))) taken.push(port);
  if (taken.length > 0) {
    throw new SutError('SP_SUT_PORT', `port ${taken.join(', ')} of 127.0.0.1 is in use`);
  }
  return { gateway, nodes: ports.slice(1, options.nodes + 1), store };
}

async function startStore(
  options: Options,
  dataDir: string,
  port: number,
  children: SupervisedChild[],
  changed: () => void,
): Promise<{ readonly url: string; readonly pid: () => number | null }> {
  if (options.config.databaseUrl !== null) return { url: options.config.databaseUrl, pid: () => null };
  const state: { pid: number | null } = { pid: null };
  const settings: KeeperSettings = { dataDir, port, guardianPid: process.pid };
  const url = await new Promise<string>((resolve, reject) => {
    const keeper = superviseChild({
      role: 'keeper',
      module: 'postgres/main',
      settings: () => settings,
      onMessage: (message) => {
        if (message.kind === 'ready') {
          const first = state.pid === null;
          state.pid = Number(message.storePid);
          resolve(String(message.url));
          if (!first) changed();
        }
        if (message.kind === 'failed')
          reject(new SutError('SP_SUT_POSTGRES', 'PostgreSQL does not start', quoted(message)));
      },
      onLost: () => undefined,
    });
    children.push(keeper);
    keeper.start();
  });
  return { url, pid: () => state.pid };
}

function quoted(message: ChildMessage): readonly string[] {
  return String(message.message).split('\n');
}

async function prepareDatabase(url: string, customersFile: string | null): Promise<void> {
  const client = createClient({ url, applicationName: 'scrm-supervisor' });
  try {
    await client.connect();
  } catch (error) {
    throw new SutError('SP_SUT_POSTGRES', `no connection to PostgreSQL: ${(error as Error).message}`);
  }
  try {
    await migrate(client);
    if (customersFile !== null) {
      await loadCustomers(client, customersFile).catch((error: Error) => {
        throw new SutError('SP_SUT_OPTIONS', 'the customers cannot be loaded', [error.message]);
      });
    }
  } finally {
    await client.end();
  }
}
