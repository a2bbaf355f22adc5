import { freePort, portIsFree } from './free-port.ts';
import type { Options } from './options.ts';
import { SutError } from './sut-error.ts';

const defaultPort = 4020;

export interface Ports {
  readonly gateway: number;
  readonly nodes: readonly number[];
  readonly store: number;
}

/**
 * The ports of config.ports in order: gateway (unless --port says it), nodes, PostgreSQL; what is missing is chosen
 * free. Throws SP_SUT_PORT naming every port in use, but for PostgreSQL's: a server that an earlier keeper left may hold it.
 */
export async function choosePorts(options: Options): Promise<Ports> {
  const given = [...options.config.ports];
  const gateway = options.port > 0 ? options.port : (given.shift() ?? defaultPort);
  const nodes: number[] = [];
  while (nodes.length < options.nodes)
    nodes.push(given.shift() ?? (await freePort([gateway, ...nodes, ...given])));
  const store = given.shift() ?? (await freePort([gateway, ...nodes]));
  const taken: number[] = [];
  for (const port of [gateway, ...nodes]) if (!(await portIsFree(port))) taken.push(port);
  if (taken.length > 0) throw new SutError('SP_SUT_PORT', `port ${taken.join(', ')} of 127.0.0.1 is in use`);
  return { gateway, nodes, store };
}
