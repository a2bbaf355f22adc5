import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundleScript } from '../../../../harness/drive/bundle.ts';
import { createControlClient } from '../../../../harness/drive/control-client.ts';
import type { EngineJob } from '../../../../harness/drive/engine/job.ts';
import { freePorts } from '../../../../harness/drive/vendor/free-ports.ts';
import { loadVendor } from '../../../../harness/drive/vendor/load-vendor.ts';
import { startVendor } from '../../../../harness/drive/vendor/start-vendor.ts';
import type { MockReady } from '../../../../mock-whatsapp/contract/control.ts';
import type { PushStatus } from '../../../../mock-whatsapp/contract/pushes.ts';
import { asset } from '../../../../package-root.ts';
import type { VendorDriver } from '../../../../vendors/contract/lifecycle.ts';
import { folder } from '../engine/support.ts';

const dist = process.env.SP_TEST_DIST ?? 'dist';
const secrets = { token: 'test-token', appSecret: 'test-secret', verifyToken: 'test-verify' };
const password = 'agents-test';

/** onTestFinished of the test's own context: these tests are concurrent. */
type Finished = (work: () => void | Promise<void>) => void;

export interface Storm {
  readonly control: ReturnType<typeof createControlClient>;
  /** Null for a vendor without lifecycle.ts. */
  readonly driver: VendorDriver | null;
  /** State of expected pushes. */
  pushes(id: string): Promise<PushStatus>;
  /** Bundles a scenario of the repository with the vendor's client. */
  job(scenario: string, env: Readonly<Record<string, string>>): Promise<EngineJob>;
}

async function startMock(dir: string, finished: Finished): Promise<MockReady> {
  const args = [
    '--die-with-parent',
    '--port',
    '0',
    '--control-port',
    '0',
    '--events-dir',
    dir,
    '--run',
    'test',
  ];
  const env = {
    ...process.env,
    SP_MOCK_TOKEN: secrets.token,
    SP_MOCK_APP_SECRET: secrets.appSecret,
    SP_MOCK_VERIFY_TOKEN: secrets.verifyToken,
  };
  const child = spawn(process.execPath, [asset(dist, 'mock-whatsapp/main.js'), ...args], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  finished(async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'close');
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return JSON.parse(line) as MockReady;
}

/** The real mock with customers, and a vendor that answers them: everything a scenario needs. */
export async function startStorm(
  vendorId: 'null' | 'reference',
  customerCount: number,
  finished: Finished,
): Promise<Storm> {
  const dir = folder(finished);
  const ready = await startMock(dir, finished);
  const customers = Array.from({ length: customerCount }, (_, index) => ({
    waId: String(821_000_000_000 + index),
    name: `Customer ${index}`,
    number: index % ready.phoneNumberIds.length,
    code: `SP-${(index * 7919 + 100_000).toString(36)}`,
  }));
  const control = createControlClient(ready.controlUrl);
  await control.putCustomers(customers);
  const vendor = await loadVendor(vendorId);
  const running = await startVendor({
    vendor,
    workDir: join(dir, 'work'),
    logFile: join(dir, 'vendor.log'),
    context: {
      ...secrets,
      graphUrl: ready.graphUrl,
      phoneNumberIds: ready.phoneNumberIds,
      customers,
      seed: 1,
      dataDir: join(dir, 'vendor'),
      eventsDir: dir,
      run: 'test',
      ports: await freePorts(8),
      unknownGraceSec: 60,
      agents: Array.from({ length: 10 }, (_, index) => ({ login: `agent-${index}`, password })),
    },
  });
  finished(() => running.stop());
  const { appSecret, verifyToken } = secrets;
  await control.setWebhook({ url: running.address.webhookUrl, appSecret, verifyToken });

  async function job(scenario: string, env: Readonly<Record<string, string>>): Promise<EngineJob> {
    const script = asset('scenarios', `${scenario}.ts`);
    const bundle = await bundleScript({
      script,
      vendorClient: vendor.clientFile,
      outDir: join(dir, 'bundles'),
    });
    return {
      bundle: bundle.path,
      run: 'test',
      eventsDir: dir,
      histogramsDir: null,
      name: `engine-${scenario}`,
      scenarioId: scenario,
      env: {
        SP_CONTROL_URL: ready.controlUrl,
        SP_MOCK_URL: ready.graphUrl,
        SP_VENDOR_URL: running.address.baseUrl ?? '',
        SP_SEED: '1',
        SP_SIZE: 'smoke',
        SP_AGENT_PASSWORD: password,
        ...env,
      },
      overrides: {},
      thresholds: true,
      handleSummaryDir: null,
      quiet: false,
    };
  }
  async function pushes(id: string): Promise<PushStatus> {
    return (await (await fetch(`${ready.controlUrl}/_sim/pushes/${id}`)).json()) as PushStatus;
  }
  return { control, driver: running.driver, job, pushes };
}
