import { type ChildProcess, spawn } from 'node:child_process';

/**
 * The last resort: a shell that stops the server when guardian (the supervisor) and keeper are both gone, however they
 * died. It sleeps on the keeper's own stdin, whose other end the guardian holds; when that closes it waits for as long
 * as the guardian lives (a new keeper may adopt the server), then stops the server.
 */
const script = `
cat >/dev/null
same() { [ ! -d /proc/self ] || tr '\\0' '\\n' <"/proc/$2/cmdline" 2>/dev/null | grep -Fqx -- "$3"; }
while kill -0 "$1" 2>/dev/null; do kill -0 "$2" 2>/dev/null || exit 0; sleep 0.25; done
same "$@" && kill -INT "$2" 2>/dev/null || exit 0
for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$2" 2>/dev/null || exit 0; sleep 0.25; done
same "$@" && kill -QUIT "$2" 2>/dev/null
`;

/** Starts the watchdog for server `pid` on data folder `path`; it inherits stdin. It ends when killed or when its work is done. */
export function startWatchdog(guardianPid: number, path: string, pid: number): ChildProcess {
  const child = spawn(
    '/bin/sh',
    ['-c', script, 'stormproof-watchdog', String(guardianPid), String(pid), path],
    {
      stdio: ['inherit', 'ignore', 'ignore'],
      detached: true,
    },
  );
  child.on('error', () => undefined);
  child.unref();
  return child;
}
