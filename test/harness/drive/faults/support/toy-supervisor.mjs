// The toy vendor: a gateway in front of two nodes, which it starts again when they die (unless restart is false).
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitWithParent } from '../../../../../dist/vendors/kit/exit-with-parent.js';
import { startProcess } from '../../../../../dist/vendors/kit/process.js';

const config = JSON.parse(process.argv[2]);
const script = join(dirname(fileURLToPath(import.meta.url)), 'toy-node.mjs');
const nodes = [null, null];
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

/** The body as it came, to the next living node; the other one when that fails. */
async function toNode(request, body) {
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
  return { ok: parts.length === nodes.length, parts };
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
server.listen(0, '127.0.0.1', () => {
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  process.stdout.write(`${JSON.stringify({ kind: 'ready', baseUrl, webhookUrl: `${baseUrl}/webhook` })}\n`);
});
exitWithParent(async () => {
  leaving = true;
  await Promise.all(nodes.map((node) => node?.stop()));
  server.closeAllConnections();
});
