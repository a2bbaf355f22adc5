import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { runScript } from '../support.ts';

test('k6/websockets: text, bytes, tags, close; an open socket keeps the iteration open', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  server.on('connection', (socket, request) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.send(String(request.headers['x-who']));
  });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { summary, logs } = await runScript(
    `import { WebSocket } from 'k6/websockets';
     export default function () {
       const socket = new WebSocket(__ENV.URL, null, { headers: { 'X-Who': 'me' } });
       socket.binaryType = 'arraybuffer';
       socket.addEventListener('message', (event) => {
         console.log(typeof event.data === 'string' ? event.data : 'bytes ' + new Uint8Array(event.data).join());
         if (event.data === 'me') socket.send('안녕');
         else if (typeof event.data === 'string') socket.send(new Uint8Array([1, 2]).buffer);
         else socket.close();
       });
       socket.onclose = () => console.log('closed ' + socket.readyState);
     }`,
    { env: { URL: url } },
  );
  expect(logs).toEqual(['me', '안녕', 'bytes 1,2', 'closed 3']);
  expect(summary.iterations).toBe(1);
  const count = (name: string) => summary.metrics[name]?.values.count;
  expect([count('ws_sessions'), count('ws_msgs_sent'), count('ws_msgs_received')]).toEqual([1, 2, 3]);
});

test('k6/websockets: a connection that is refused tells its error, then closes', async () => {
  const { logs } = await runScript(`
    import { WebSocket } from 'k6/websockets';
    export default function () {
      const socket = new WebSocket('ws://127.0.0.1:9/');
      socket.onerror = (event) => console.log('error ' + event.error);
      socket.onclose = () => console.log('closed');
    }`);
  expect(logs[0]).toContain('ECONNREFUSED');
  expect(logs[1]).toBe('closed');
});

test('k6/crypto and k6/encoding', async () => {
  const { logs } = await runScript(`
    import crypto from 'k6/crypto';
    import encoding, { b64decode } from 'k6/encoding';
    export default function () {
      console.log(crypto.sha256('할인', 'hex'));
      console.log(crypto.hmac('sha1', 'key', new Uint8Array([1]).buffer, 'base64'));
      const hasher = crypto.createHash('md5'); hasher.update('a'); hasher.update('b');
      console.log(hasher.digest('hex'));
      console.log(String(crypto.randomBytes(5).byteLength));
      console.log(encoding.b64encode('a?>~', 'rawurl') + b64decode('aGk=', 'std', 's'));
    }`);
  expect(logs).toEqual([
    createHash('sha256').update('할인').digest('hex'),
    createHmac('sha1', 'key')
      .update(Buffer.from([1]))
      .digest('base64'),
    createHash('md5').update('ab').digest('hex'),
    '5',
    'YT8-fghi',
  ]);
});

test('k6/data: a SharedArray is built once and cannot be changed', async () => {
  const { logs } = await runScript(`
    import { SharedArray } from 'k6/data';
    const list = new SharedArray('list', () => { console.log('built'); return [{ a: 1 }, { a: 2 }]; });
    export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 3 } } };
    export default function () {
      if (__VU !== 2) return;
      console.log(list.map((x) => x.a).join() + list.length + [...list].length);
      try { list[0] = 1; } catch (error) { console.log(error.message); }
      try { list[0].a = 5; } catch (error) { console.log('frozen'); }
      console.log(String(list[0].a));
    }`);
  expect(logs.filter((line) => line === 'built')).toHaveLength(1);
  expect(logs.slice(1)).toEqual(['1,222', 'SharedArray is immutable', 'frozen', '1']);
});

test('k6: checks are counted by group, async checks are refused', async () => {
  const { summary, logs } = await runScript(`
    import { check, group, fail } from 'k6';
    export const options = { iterations: 2, thresholds: { 'checks{group:::outer::inner}': ['rate==0.5'] } };
    export default function () {
      group('outer', () => group('inner', () => check(__ITER, { zero: (n) => n === 0 })));
      try { check(1, { later: async () => true }); } catch (error) { console.log(error.message); }
      try { fail('because'); } catch (error) { console.log(error.message); }
    }`);
  expect(summary.checks[0]).toEqual({ name: 'zero', path: '::outer::inner::zero', passes: 1, fails: 1 });
  expect(summary.exitCode).toBe(0);
  expect(logs[0]).toContain('returned a promise');
  expect(logs[1]).toBe('because');
});

test('an unknown module is refused with its name', async () => {
  const run = runScript("import ws from 'k6/ws';\nexport default function () { ws.connect(''); }");
  await expect(run).rejects.toThrow('the module "k6/ws" is not supported by the built-in engine');
});

test('node globals are not there', async () => {
  const { logs } = await runScript(
    'export default function () { console.log([typeof process, typeof Buffer, typeof require, typeof fetch].join()); }',
  );
  expect(logs).toEqual(['undefined,undefined,function,undefined']);
});
