import type { KeeperSettings } from '../postgres/keeper.ts';
import { type SupervisedChild, superviseChild } from './supervised-child.ts';
import { SutError } from './sut-error.ts';

export interface Store {
  readonly keeper: SupervisedChild;
  /** Resolves with the connection URL at the first start; rejects with SP_SUT_POSTGRES and the server's own words. */
  readonly url: Promise<string>;
  /** pid of the server itself; null before the first start. */
  readonly pid: number | null;
}

/** Starts the keeper of PostgreSQL. `changed` is called when the server has another pid. */
export function startStore(
  settings: KeeperSettings,
  changed: () => void,
  log: (line: string) => void,
): Store {
  const state: { pid: number | null } = { pid: null };
  let settle: { resolve: (url: string) => void; reject: (error: Error) => void } | null = null;
  const url = new Promise<string>((resolve, reject) => {
    settle = { resolve, reject };
  });
  url.catch(() => undefined);
  const keeper = superviseChild({
    role: 'keeper',
    module: 'postgres/main',
    settings: Promise.resolve(settings),
    onMessage: (message) => {
      if (message.kind === 'ready') {
        state.pid = Number(message.storePid);
        settle?.resolve(String(message.url));
        changed();
      }
      if (message.kind === 'lost') log('PostgreSQL ended; starting it again');
      if (message.kind === 'failed') {
        settle?.reject(
          new SutError('SP_SUT_POSTGRES', 'PostgreSQL does not start', String(message.message).split('\n')),
        );
      }
    },
    onLost: () => {
      if (state.pid !== null) log('keeper of PostgreSQL ended; starting it again');
      settle?.reject(new SutError('SP_SUT_POSTGRES', 'the keeper of PostgreSQL ended while starting it'));
    },
  });
  keeper.start();
  return {
    keeper,
    url,
    get pid() {
      return state.pid;
    },
  };
}
