import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { type ControlClient, createControlClient } from '../../../../../harness/drive/control-client.ts';
import type { DrillOptions } from '../../../../../harness/drive/faults/drill-options.ts';
import { freePorts } from '../../../../../harness/drive/vendor/free-ports.ts';
import { openEventWriter } from '../../../../../harness/record/event-writer.ts';
import type { FaultEvent } from '../../../../../harness/schema/artefacts.ts';
import type { MockReady } from '../../../../../mock-whatsapp/contract/control.ts';
import { asset } from '../../../../../package-root.ts';
import type { VendorDriver } from '../../../../../vendors/contract/lifecycle.ts';
import { startProcess } from '../../../../../vendors/kit/process.ts';
import { testContext } from '../../../../vendors/support/context.ts';

/** Known to the mock and to the vendor, each with a code of its own. */
const customers = Array.from({ length: 300 }, (_, i) => ({
  waId: String(821_000_000_000 + i),
  name: `Customer ${i}`,
  number: i % 8,
  code: `SAVE-${10_000 + i}`,
}));

export interface Stage {
  readonly control: ControlClient;
  /** Drill options with short times: about 3 s a trial. */
  readonly options: DrillOptions;
  /** Lines of an event file of the mock or of the drill. */
  events<T>(file: string): Promise<T[]>;
  faults(): Promise<FaultEvent[]>;
}

/** A real mock from dist/, and the vendor subscribed to it. */
export async function openStage(driver: VendorDriver | null, webhookUrl?: string): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-drill-'));
  const mock = await startProcess<MockReady>({
    role: 'mock',
    command: process.execPath,
    args: [
      asset('dist/mock-whatsapp/main.js'),
      ...['--port', '0', '--control-port', '0', '--events-dir', dir, '--run', 'test', '--die-with-parent'],
    ],
    env: { ...process.env, SP_MOCK_TOKEN: 'test-token' },
    readyTimeoutMs: 15_000,
    log: () => undefined,
  });
  const control = createControlClient(mock.ready.controlUrl);
  const faults = await openEventWriter({ dir, file: 'faults', run: 'test', src: 'faults' });
  const context = testContext(mock.ready.graphUrl, {
    phoneNumberIds: mock.ready.phoneNumberIds,
    customers,
    ports: await freePorts(8),
  });
  await driver?.prepare(context);
  const url = (await driver?.start())?.webhookUrl ?? webhookUrl ?? '';
  onTestFinished(async () => {
    await driver?.stop();
    await control.close();
    await faults.close();
    await mock.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  await control.putCustomers(customers);
  await control.setWebhook({ url, verifyToken: context.verifyToken, appSecret: context.appSecret });

  async function events<T>(file: string): Promise<T[]> {
    await control.flush();
    await faults.flush();
    const text = gunzipSync(readFileSync(join(dir, `${file}.ndjson.gz`))).toString();
    return text
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  return {
    control,
    events,
    faults: () => events<FaultEvent>('faults'),
    options: {
      trials: 1,
      size: 'smoke',
      driver,
      control,
      faults,
      optionsAfter: { name: 'bench' },
      customers: customers.length,
      seed: 7,
      matcher: 'echo',
      expect: 'nonce',
      texts: ['hello {nonce}'],
      answerDeadlineMs: 10_000,
      drain: { quietMs: 400, maxMs: 2000 },
      timing: { baselineMs: 700, chooseMs: 3000, afterMs: 600, confirmMs: 600, watchMs: 6000 },
    },
  };
}
