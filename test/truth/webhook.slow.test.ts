import { expect, test } from 'vitest';
import { freePorts } from '../../harness/drive/vendor/free-ports.ts';
import {
  expectComplete,
  expectDelay,
  expectDrop,
  expectDuplicate,
  expectStall,
} from './support/expectations.ts';
import type { Hold } from './support/holds.ts';
import { type Conduct, plainVendor } from './support/plain-vendor.ts';
import { type SteadyRun, steadyRun } from './support/steady-run.ts';

const seconds = 20;

/** The same truths for a server that Stormproof neither starts nor knows: it is told only a URL. */
async function runWith(
  comparesMs: number | null,
  conduct: Conduct,
  judge: (run: SteadyRun, holds: readonly Hold[]) => void | Promise<void>,
): Promise<void> {
  const vendor = await plainVendor(conduct);
  const [mockPort] = await freePorts(1);
  const options = {
    target: [
      ...['--webhook', vendor.webhookUrl, '--mock-port', String(mockPort)],
      ...['--app-secret', vendor.appSecret, '--verify-token', vendor.verifyToken],
    ],
    seconds,
    comparesMs,
    onLine: (line: string) => {
      // What a run tells its operator to set at the vendor.
      const token = /\btoken ([0-9a-f]+)\b/.exec(line)?.[1];
      if (!token) return;
      vendor.reset();
      vendor.connect(`http://127.0.0.1:${mockPort}`, token);
    },
  };
  await steadyRun(options, async (run) => {
    expect(run.result.connectionMode).toBe('full');
    expectComplete(run, vendor.holds, seconds);
    await judge(run, vendor.holds);
  });
}

test('delay of 200 ms', async () => {
  await runWith(
    200,
    () => ({ holdMs: 200, copies: 1 }),
    (run, holds) => expectDelay(run, holds, 200),
  );
});

test('every 50th dropped', async () => {
  await runWith(
    null,
    (n) => ({ holdMs: 0, copies: n % 50 === 49 ? 0 : 1 }),
    (run, holds) => expectDrop(run, holds),
  );
});

test('every 100th answered twice', async () => {
  await runWith(
    null,
    (n) => ({ holdMs: 0, copies: n % 100 === 99 ? 2 : 1 }),
    (run, holds) => expectDuplicate(run, holds),
  );
});

test('a stall of 2 s in 20 s', async () => {
  await runWith(
    2000,
    (_, elapsedMs) => ({
      holdMs: elapsedMs >= 8000 && elapsedMs < 10_000 ? 10_000 - elapsedMs : 0,
      copies: 1,
    }),
    (run, holds) => expectStall(run, holds, 2000, seconds),
  );
});
