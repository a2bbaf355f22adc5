// The toy vendor's gateway: passes every request on to the supervisor, bytes untouched. argv: own port, supervisor's URL.
import { createServer } from 'node:http';

const [port, upstream] = process.argv.slice(2);
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = { 'x-hub-signature-256': request.headers['x-hub-signature-256'] ?? '' };
  const answer = await fetch(new URL(request.url, upstream), {
    method: request.method,
    headers,
    ...(body.length > 0 ? { body } : {}),
  }).catch(() => new Response('', { status: 502 }));
  response.writeHead(answer.status);
  response.end(await answer.text());
});
server.keepAliveTimeout = 75_000;
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('{"kind":"ready"}\n'));
process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
