/** Wrong passwords that are free, per login and per minute. */
const freeFailures = 5;
const windowMs = 60_000;
/** Logins remembered; the oldest is forgotten first, so guessing names cannot grow the process. */
const maxLogins = 2_000;

export interface LoginThrottle {
  /** Milliseconds until this login may be tried again; 0 = now. */
  waitMs(login: string): number;
  failed(login: string): void;
  succeeded(login: string): void;
}

/** Counts wrong passwords per login name, in this process: at most 5 a minute per node. `now` in milliseconds. */
export function createLoginThrottle(now: () => number = Date.now): LoginThrottle {
  const failures = new Map<string, { count: number; since: number }>();
  return {
    waitMs(login) {
      const entry = failures.get(login);
      if (!entry || entry.count < freeFailures) return 0;
      return Math.max(0, entry.since + windowMs - now());
    },
    failed(login) {
      const entry = failures.get(login);
      const fresh = !entry || entry.since + windowMs <= now();
      failures.delete(login);
      failures.set(login, fresh ? { count: 1, since: now() } : { ...entry, count: entry.count + 1 });
      if (failures.size > maxLogins) failures.delete(failures.keys().next().value as string);
    },
    succeeded(login) {
      failures.delete(login);
    },
  };
}
