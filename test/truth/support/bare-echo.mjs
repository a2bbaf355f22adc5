// A server that answers 200 to a POST and sends its body back to the address in `x-back`: nothing of Stormproof.
import { Agent, createServer, request } from 'node:http';

const agent = new Agent({ keepAlive: true });
const server = createServer((incoming, response) => {
  const arrivedNs = process.hrtime.bigint();
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    response.writeHead(200).end();
    const body = Buffer.concat(chunks);
    const back = request(
      incoming.headers['x-back'],
      {
        method: 'POST',
        agent,
        headers: {
          'content-length': body.length,
          'x-held-ns': String(process.hrtime.bigint() - arrivedNs),
        },
      },
      (answer) => answer.resume(),
    );
    back.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.on('end', () => process.exit(0)).resume();
