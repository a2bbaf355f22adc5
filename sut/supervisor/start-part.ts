import type { DefectDid, TellDefect } from '../defects/defect-log.ts';
import { partClock } from '../defects/slow-restart.ts';
import { type ChildMessage, type SupervisedChild, superviseChild } from './supervised-child.ts';
import { SutError } from './sut-error.ts';

export interface StartedPart {
  readonly child: SupervisedChild;
  /** Resolves at the first `ready`; rejects when the part ends or fails before. */
  readonly ready: Promise<void>;
}

/** What is planted in a part, and where it is told. */
export interface PartDefects {
  readonly tell: TellDefect;
  /** Null = started again at once. */
  readonly restartAfterMs: number | null;
}

/** Starts a node or the gateway. `changed` is called when its pid may have changed. */
export function startPart(
  role: string,
  module: string,
  settings: Promise<unknown>,
  changed: () => void,
  log: (line: string) => void,
  { tell, restartAfterMs }: PartDefects = { tell: () => undefined, restartAfterMs: null },
): StartedPart {
  let settle: { resolve: () => void; reject: (error: Error) => void } | null = null;
  const ready = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  ready.catch(() => undefined);
  const clock = restartAfterMs === null ? null : partClock(tell);
  const child = superviseChild({
    role,
    module,
    settings,
    onMessage: (message) => {
      if (message.kind === 'defect') return tell(message.did as DefectDid);
      if (message.kind === 'ready') {
        settle?.resolve();
        settle = null;
        clock?.ready();
      }
      if (message.kind === 'failed') {
        if (settle === null) log(`${role}: ${String(message.message)}`);
        settle?.reject(failure(role, message));
      }
      changed();
    },
    onLost: () => {
      clock?.ended();
      if (settle === null) log(`${role} ended; starting it again`);
      settle?.reject(new SutError('SP_SUT_START', `${role} ended while starting`));
      changed();
    },
    ...(restartAfterMs === null ? {} : { restartAfterMs }),
  });
  child.start();
  return { child, ready };
}

function failure(role: string, message: ChildMessage): SutError {
  const id = message.code === 'EADDRINUSE' ? 'SP_SUT_PORT' : 'SP_SUT_START';
  return new SutError(id, `${role}: ${String(message.message)}`);
}
