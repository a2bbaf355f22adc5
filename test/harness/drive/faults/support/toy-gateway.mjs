// The toy vendor's gateway: joins every connection to the supervisor, bytes untouched. argv: own port, supervisor's port.
import { connect, createServer } from 'node:net';

const [port, upstream] = process.argv.slice(2).map(Number);
const server = createServer((client) => {
  const node = connect({ host: '127.0.0.1', port: upstream });
  for (const [from, to] of [
    [client, node],
    [node, client],
  ]) {
    from.setNoDelay(true);
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
});
server.listen(port, '127.0.0.1', () => process.stdout.write('{"kind":"ready"}\n'));
process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
