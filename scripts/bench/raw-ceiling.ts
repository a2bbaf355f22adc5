/**
 * Raw ceiling of the mock's send endpoint by autocannon, closed loop, as fast as it goes: what no engine can exceed on
 * this machine. `node --import ./scripts/register.mjs scripts/bench/raw-ceiling.ts [seconds]`
 *
 * No rate is set: with one, autocannon's correction for coordinated omission halves the median of a constant server.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { asset } from '../../package-root.ts';

const seconds = Number(process.argv[2] ?? 8);
const token = 'bench-token';
const mock = spawn(
  process.execPath,
  [asset('dist', 'mock-whatsapp', 'main.js'), '--die-with-parent', '--port', '0', '--control-port', '0'],
  {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, SP_MOCK_TOKEN: token, SP_MOCK_APP_SECRET: 'bench', SP_MOCK_VERIFY_TOKEN: 'bench' },
  },
);
const [line] = (await once(createInterface({ input: mock.stdout }), 'line')) as [string];
const { graphUrl, phoneNumberIds } = JSON.parse(line) as { graphUrl: string; phoneNumberIds: string[] };

const result = await autocannon({
  url: `${graphUrl}/v23.0/${phoneNumberIds[0]}`,
  method: 'GET',
  headers: { authorization: `Bearer ${token}` },
  connections: 50,
  duration: seconds,
});
console.log(`GET phone number: ${Math.round(result.requests.average)} requests/s, ${result.non2xx} not 2xx`);
mock.stdin.end();
await once(mock, 'exit');
