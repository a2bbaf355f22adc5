// The toy vendor: a gateway process, two nodes and a store (a process without which no webhook is taken). Whatever dies is
// started again (unless restart is false).
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitWithParent } from '../../../../../dist/vendors/kit/exit-with-parent.js';
import { startProcess } from '../../../../../dist/vendors/kit/process.js';

const config = JSON.parse(process.argv[2]);
const script = join(dirname(fileURLToPath(import.meta.url)), 'toy-node.mjs');
const nodes = [null, null];
const others = { gateway: null, store: null };
let leaving = false;
let turn = 0;

async function startNode(index) {
  const child = await startProcess({
    role: `node-${index + 1}`,
    command: process.execPath,
    args: [script, process.argv[2]],
    readyTimeoutMs: 10_000,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  nodes[index] = child;
  child.exited.then(() => {
    nodes[index] = null;
    if (!leaving && config.restart) startNode(index);
  });
}

/** The gateway listens on the first of the context's ports; the store only lives. */
async function startOther(part, baseUrl) {
  const args =
    part === 'gateway'
      ? [join(dirname(script), 'toy-gateway.mjs'), String(config.ports[0]), new URL(baseUrl).port]
      : ['-e', `console.log('{"kind":"ready"}'); process.stdin.resume().on('end', () => process.exit(0))`];
  const child = await startProcess({
    role: part,
    command: process.execPath,
    args,
    readyTimeoutMs: 10_000,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  others[part] = child;
  child.exited.then(() => {
    others[part] = null;
    if (!leaving && config.restart) startOther(part, baseUrl);
  });
}

/** The body as it came, to the next living node; the other one when that fails. */
async function toNode(request, body) {
  if (!others.store) return new Response('no store', { status: 503 });
  for (let tries = 0; tries < 2; tries++) {
    const node = nodes[turn++ % nodes.length];
    if (!node) continue;
    const url = new URL(request.url, node.ready.webhookUrl);
    const headers = { 'x-hub-signature-256': request.headers['x-hub-signature-256'] ?? '' };
    try {
      return await fetch(url, { method: request.method, headers, ...(body.length > 0 ? { body } : {}) });
    } catch {
      // It died under the request: the other node takes it.
    }
  }
  return new Response('no node', { status: 503 });
}

async function health() {
  const parts = [];
  for (const [index, node] of nodes.entries()) {
    if (!node) continue;
    const openAsks = await fetch(node.ready.openUrl).then(
      async (response) => Number(await response.text()),
      () => null,
    );
    if (openAsks === null) continue;
    parts.push({ role: `node-${index + 1}`, pid: node.pid, part: 'node', healthy: true, openAsks });
  }
  for (const [part, child] of Object.entries(others))
    if (child) parts.push({ role: part, pid: child.pid, part, healthy: true });
  return { ok: parts.length === nodes.length + 2, parts };
}

const server = createServer(async (request, response) => {
  if (request.url === '/health') return response.end(JSON.stringify(await health()));
  if (request.url === '/restore') {
    await Promise.all(nodes.map((node, index) => node ?? startNode(index)));
    return response.end('{}');
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const answer = await toNode(request, Buffer.concat(chunks));
  response.writeHead(answer.status);
  response.end(await answer.text());
});

await Promise.all([startNode(0), startNode(1)]);
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', async () => {
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  await Promise.all([startOther('gateway', baseUrl), startOther('store', baseUrl)]);
  const webhookUrl = `http://127.0.0.1:${config.ports[0]}/webhook`;
  process.stdout.write(`${JSON.stringify({ kind: 'ready', baseUrl, webhookUrl })}\n`);
});
exitWithParent(async () => {
  leaving = true;
  await Promise.all([...nodes, others.gateway, others.store].map((child) => child?.stop()));
  server.closeAllConnections();
});
