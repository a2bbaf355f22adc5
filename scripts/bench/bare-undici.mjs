/**
 * The ceiling of engine.ts: undici's Client.dispatch with nothing around it but the parsing of the answer.
 * `node bare-undici.mjs URL CONNECTIONS REQUESTS BODY`, one Client a connection, as a VU has one.
 */
import { Client } from 'undici';

const [url, connections, requests, body] = process.argv.slice(2);
const { origin, pathname: path } = new URL(url);
let left = Number(requests);
let right = 0;

function loop(client) {
  if (left === 0) return client.close();
  left -= 1;
  const chunks = [];
  client.dispatch(
    { path, method: 'POST', headers: { 'content-type': 'application/json' }, body },
    {
      onRequestStart() {},
      onResponseStart(_controller, status) {
        if (status === 200) right += 1;
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        JSON.parse(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
        loop(client);
      },
      onResponseError(_controller, error) {
        throw error;
      },
    },
  );
}
for (let index = 0; index < Number(connections); index += 1) loop(new Client(origin));
process.on('exit', () => {
  if (right !== Number(requests)) process.exitCode = 1;
});
