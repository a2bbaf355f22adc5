import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNumbers } from '../../../mock-whatsapp/numbers.ts';
import { optionSets } from '../../../mock-whatsapp/option-sets.ts';
import { asset } from '../../../package-root.ts';
import type { CliContext } from '../context.ts';
import type { SutInput } from '../options/sut-options.ts';
import { builtScripts } from '../process/built-scripts.ts';
import { type Child, spawnChild } from '../process/spawn-child.ts';
import { seedCustomers } from '../run-folder/customers.ts';
import { serveUntilInterrupted } from './serve.ts';
import { handSecrets } from './serve-mock.ts';

/** initdb on a slow disk, migrations, gateway, nodes. */
const readyTimeoutMs = 90_000;
const customerCount = 3000;
const agentCount = 10;
const agentPassword = 'stormproof';

interface SutReady {
  readonly webhookUrl: string;
  readonly baseUrl: string;
  readonly parts: readonly { readonly role: string; readonly pid: number }[];
}

/** Runs the reference SCRM until Ctrl-C, prepared with customers and agents. Prints what to point where. */
export async function serveSut(input: SutInput, context: CliContext): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'stormproof-sut-'));
  try {
    // PostgreSQL may run as another user: it must be able to pass through, not to look around.
    await chmod(dataDir, 0o711);
    return await serveUntilInterrupted(context, () => start(input, dataDir, context));
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function start(input: SutInput, dataDir: string, context: CliContext): Promise<Child> {
  const { child, ready } = await spawnChild<SutReady>(
    {
      role: 'sut',
      script: asset(builtScripts.sut),
      args: [
        ...['--config', await writeConfig(dataDir, input)],
        ...['--port', String(input.port)],
        ...['--nodes', String(input.nodes)],
        '--die-with-parent',
      ],
      env: context.env,
      logFile: null,
      errorId: 'SP_DRIVE_VENDOR_START',
      readyTimeoutMs,
      registry: context.children,
    },
    context.signal,
  );
  const lines = [
    `webhook        ${ready.webhookUrl}   verify token ${handSecrets.verifyToken}   app secret ${handSecrets.appSecret}`,
    `API            ${ready.baseUrl}   agents agent-0 … agent-${agentCount - 1}, password ${agentPassword}`,
    `Graph API      ${input.graph.origin}   token ${handSecrets.token}`,
    `customers      ${customerCount}, each with a discount code`,
    `processes      ${ready.parts.map(({ role, pid }) => `${role} ${pid}`).join(', ')}   Ctrl-C ends them`,
  ];
  context.stdout(`${lines.join('\n')}\n`);
  return child;
}

async function writeConfig(dataDir: string, input: SutInput): Promise<string> {
  const numbers = optionSets.bench.numbers;
  const customersFile = join(dataDir, 'customers.ndjson');
  const customers = seedCustomers(customerCount, numbers, 1);
  await writeFile(customersFile, customers.map((customer) => `${JSON.stringify(customer)}\n`).join(''));
  const configFile = join(dataDir, 'sut.json');
  const config = {
    ...handSecrets,
    graphUrl: input.graph.origin,
    phoneNumberIds: createNumbers(numbers).map(({ id }) => id),
    dataDir: join(dataDir, 'data'),
    customersFile,
    agents: Array.from({ length: agentCount }, (_, index) => ({
      login: `agent-${index}`,
      password: agentPassword,
    })),
  };
  await writeFile(configFile, JSON.stringify(config), { mode: 0o600 });
  return configFile;
}
