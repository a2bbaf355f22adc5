/** The target of engine.ts: answers every POST with a small JSON object once the body has arrived. Prints its URL. */
import { createServer } from 'node:http';

const answer = JSON.stringify({ messages: [{ id: 'wamid.bench' }], ok: true });
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}/\n`));
process.stdin.resume().on('end', () => process.exit(0));
