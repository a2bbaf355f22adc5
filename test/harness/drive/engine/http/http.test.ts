import { expect, test } from 'vitest';
import { runScript, serve } from '../support.ts';

/** Runs one iteration and gives what it logged as JSON. */
async function once(body: string, env: Record<string, string>): Promise<unknown[]> {
  const { logs, summary } = await runScript(
    `import http from 'k6/http';
     export default async function () { ${body} }`,
    { env },
  );
  expect(summary.exceptions, summary.firstException ?? '').toBe(0);
  return logs.filter((line) => line.startsWith('{') || line.startsWith('[')).map((line) => JSON.parse(line));
}

test('a response as k6 gives it', async () => {
  const { url } = await serve((request, response, body) => {
    response.writeHead(201, 'Created', { 'content-type': 'application/json', 'x-many': ['a', 'b'] });
    response.end(
      JSON.stringify({ method: request.method, type: request.headers['content-type'], got: body.toString() }),
    );
  });
  const [seen] = await once(
    `const r = await http.asyncRequest('POST', __ENV.URL + '/p?q=1', JSON.stringify({ a: [1, { b: '할' }] }), { headers: { 'Content-Type': 'application/json' } });
     const t = r.timings;
     console.log(JSON.stringify({ status: r.status, text: r.status_text, h: r.headers['X-Many'], b: r.json('got'), type: r.json().type, url: r.url === __ENV.URL + '/p?q=1',
       sum: Math.abs(t.duration - t.sending - t.waiting - t.receiving) < 1e-6, positive: t.waiting > 0, code: r.error_code, request: r.request.method, ip: r.remote_ip }));`,
    { URL: url },
  );
  expect(seen).toEqual({
    status: 201,
    text: '201 Created',
    h: 'a, b',
    b: '{"a":[1,{"b":"할"}]}',
    type: 'application/json',
    url: true,
    sum: true,
    positive: true,
    code: 0,
    request: 'POST',
    ip: '127.0.0.1',
  });
});

test('bodies: form, multipart with a file, bytes; binary and discarded responses', async () => {
  const { url } = await serve((request, response, body) => {
    response.end(`${request.headers['content-type'] ?? 'none'}|${body.toString('latin1')}`);
  });
  const [form, multipart, bytes, binary, none] = await once(
    `const log = (x) => console.log(JSON.stringify([x]));
     const post = async (body, params) => (await http.asyncRequest('POST', __ENV.URL, body, params)).body;
     log(await post({ a: '1 2', b: 'é' }));
     log((await post({ a: '1', f: http.file('data', 'n.txt', 'text/plain') })).replace(/[0-9a-f]{60}/g, 'B'));
     log(await post(new Uint8Array([65, 66]).buffer));
     log((await post('x', { responseType: 'binary' })).byteLength);
     log(await post('x', { responseType: 'none' }));`,
    { URL: url },
  );
  expect(form).toEqual(['application/x-www-form-urlencoded|a=1+2&b=%C3%A9']);
  expect(multipart).toEqual([
    'multipart/form-data; boundary=B|--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' +
      '--B\r\nContent-Disposition: form-data; name="f"; filename="n.txt"\r\nContent-Type: text/plain\r\n\r\ndata\r\n--B--\r\n',
  ]);
  expect(bytes).toEqual(['none|AB']);
  expect(binary).toEqual([6]);
  expect(none).toEqual([null]);
});

test('a server that is not there, too slow, or hangs up: status 0 and k6 error codes', async () => {
  const { url } = await serve((request, response) => {
    if (request.url === '/hangup') request.socket.destroy();
    else if (request.url !== '/slow') response.end();
  });
  const [refused, slow, hangup, missing] = await once(
    `const get = async (url, params) => { const r = await http.asyncRequest('GET', url, null, params); console.log(JSON.stringify([r.status, r.error_code, r.error])); };
     await get('http://127.0.0.1:9/');
     await get(__ENV.URL + '/slow', { timeout: '50ms' });
     await get(__ENV.URL + '/hangup');
     await get(__ENV.URL + '/fine');`,
    { URL: url },
  );
  expect(refused).toEqual([0, 1212, 'dial: connection refused']);
  expect(slow).toEqual([0, 1050, 'request timeout']);
  expect(hangup).toEqual([0, 1000, 'EOF']);
  expect(missing).toEqual([200, 0, '']);
});

test('redirects and cookies', async () => {
  const { url } = await serve((request, response) => {
    if (request.url === '/start') {
      response.writeHead(302, {
        location: '/end',
        'set-cookie': ['s=1; Path=/', 'other=2; Path=/elsewhere'],
      });
      response.end();
    } else response.end(JSON.stringify({ method: request.method, cookie: request.headers.cookie ?? null }));
  });
  const [followed, stayed, after] = await once(
    `const r = await http.asyncRequest('POST', __ENV.URL + '/start', 'x');
     console.log(JSON.stringify([r.url.slice(__ENV.URL.length), r.json()]));
     console.log(JSON.stringify([(await http.asyncRequest('GET', __ENV.URL + '/start', null, { redirects: 0 })).status]));
     console.log(JSON.stringify([(await http.asyncRequest('GET', __ENV.URL + '/', null, { cookies: { mine: '3' } })).json('cookie'), http.cookieJar().cookiesForURL(__ENV.URL)]));`,
    { URL: url },
  );
  expect(followed).toEqual(['/end', { method: 'GET', cookie: 's=1' }]);
  expect(stayed).toEqual([302]);
  expect(after).toEqual(['s=1; mine=3', { s: ['1'] }]);
});

test('parallel requests of one VU use several connections, sequential ones the same', async () => {
  const ports = new Map<string, Set<number>>();
  const { url } = await serve((request, response) => {
    const key = request.url ?? '';
    ports.set(key, (ports.get(key) ?? new Set()).add(request.socket.remotePort ?? 0));
    setTimeout(() => response.end(), 20);
  });
  await once(
    `for (let i = 0; i < 3; i += 1) await http.asyncRequest('GET', __ENV.URL + '/one');
     await Promise.all([1, 2, 3].map(() => http.asyncRequest('GET', __ENV.URL + '/many')));`,
    { URL: url },
  );
  expect(ports.get('/one')?.size).toBe(1);
  expect(ports.get('/many')?.size).toBe(3);
});

test('metrics count requests and failures; thresholds may look at tags', async () => {
  const { url } = await serve((request, response) => {
    response.statusCode = request.url === '/bad' ? 500 : 200;
    response.end('body');
  });
  const { summary } = await runScript(
    `import http from 'k6/http';
     export const options = { iterations: 4, thresholds: { 'http_reqs{status:500}': ['count==2'], 'http_req_failed{name:named}': ['rate==1'], 'http_req_failed{expected_response:true}': ['rate==0'] } };
     export default async function () { await http.asyncRequest('GET', __ENV.URL + (__ITER % 2 ? '/bad' : '/'), null, { tags: __ITER % 2 ? { name: 'named' } : {} }); }`,
    { env: { URL: url } },
  );
  expect(summary.exitCode).toBe(0);
  expect(summary.metrics.http_reqs?.values.count).toBe(4);
  expect(summary.metrics.http_req_failed?.values).toMatchObject({ rate: 0.5, passes: 2, fails: 2 });
  expect(summary.metrics.http_req_duration?.values.count).toBe(4);
  expect(summary.metrics.data_sent?.values.count).toBeGreaterThan(100);
});

test('blocking calls say what to use instead', async () => {
  const { logs } = await runScript(`
    import http from 'k6/http';
    import { sleep } from 'k6';
    export default function () {
      for (const call of [() => http.get('http://127.0.0.1/'), () => http.batch([]), () => sleep(1)]) {
        try { call(); } catch (error) { console.log(error.message); }
      }
    }`);
  expect(logs[0]).toContain('http.get() is not supported by the built-in engine');
  expect(logs[0]).toContain('asyncRequest');
  expect(logs[1]).toContain('Promise.all');
  expect(logs[2]).toContain('setTimeout');
});
