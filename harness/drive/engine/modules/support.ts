/** Where the built-in engine departs from k6. What is not listed behaves as in k6. Feeds docs/reference/k6-subset.md. */
export interface Departure {
  readonly state: 'throws' | 'differs';
  readonly note: string;
}

const blocking: Departure = { state: 'throws', note: 'blocks the VU: use `asyncRequest`' };

/** `module` or `module.export` or `module.export.member`. */
export const departures: Readonly<Record<string, Departure>> = {
  'k6.sleep': { state: 'throws', note: 'would stop every VU: `await new Promise((r) => setTimeout(r, ms))`' },
  'k6.randomSeed': { state: 'throws', note: '`Math.random` cannot be seeded: bring a generator' },
  'k6/http.get': blocking,
  'k6/http.head': blocking,
  'k6/http.post': blocking,
  'k6/http.put': blocking,
  'k6/http.patch': blocking,
  'k6/http.del': blocking,
  'k6/http.options': blocking,
  'k6/http.request': blocking,
  'k6/http.batch': { state: 'throws', note: 'use `Promise.all` over `asyncRequest`' },
  'k6/http.asyncRequest': {
    state: 'differs',
    note: 'HTTP/1.1; no `params.jar`, no `params.compression`, `params.auth` only basic; `Response.json(path)` knows keys, indices and `#`; `html()`, `submitForm()`, `clickLink()` throw; no `ocsp`, `tls_version`, `tls_cipher_suite`',
  },
  'k6/http.CookieJar': {
    state: 'differs',
    note: 'no `expires` option; cannot be given to a request as `params.jar`',
  },
  'k6/websockets.WebSocket': {
    state: 'differs',
    note: 'no `params.jar`; close events also hold code and reason',
  },
  'k6/websockets.Blob': { state: 'differs', note: "Node's own `Blob`" },
  'k6/metrics.Trend': {
    state: 'differs',
    note: 'HDR histogram, 3 significant digits, in thousandths: percentiles are the upper edge of a bucket (0.1 % at most), not interpolated; memory does not grow',
  },
  'k6/execution.instance': { state: 'differs', note: 'one process is one instance' },
  'k6/crypto.md4': { state: 'throws', note: 'OpenSSL 3 dropped it' },
};

/** Options, executors and habits of the runtime. */
export const runtimeNotes: readonly (readonly [
  what: string,
  state: 'supported' | 'throws' | 'differs',
  note: string,
])[] = [
  ['executor constant-vus', 'supported', ''],
  ['executor per-vu-iterations', 'supported', ''],
  ['executor shared-iterations', 'supported', ''],
  ['executor ramping-vus, `stages`', 'supported', ''],
  [
    'executors constant-arrival-rate, ramping-arrival-rate',
    'supported',
    'ticks come from a sleeping helper thread; lateness is recorded per iteration. An iteration due exactly at the end does not start (in k6 a race decides)',
  ],
  [
    'environment `SP_ARRIVALS=poisson` (of the run, or `env` of a scenario)',
    'differs',
    'open scenarios get exponential gaps of the same rate, seeded by `SP_SEED`; stock k6 takes the script and spaces evenly. Default `even`',
  ],
  [
    'tag `sp_expected_ms` on a request or WebSocket',
    'differs',
    'an ordinary tag in k6; here the time the step is expected to take up to the start of the next one, from which the next one’s intended start follows',
  ],
  [
    'end-of-test summary',
    'differs',
    'says of each scenario whether its model was open or closed, with response (from the intended start), service and lateness',
  ],
  ['setup, teardown, handleSummary', 'supported', ''],
  [
    'thresholds, sub-metrics by tag, abortOnFail, delayAbortEval',
    'supported',
    'evaluated every 2 s and at the end',
  ],
  ['module state per VU', 'supported', 'the compiled module runs once per VU'],
  [
    'prototypes of built-in objects',
    'differs',
    'shared by all VUs: a script that changes `Array.prototype` changes it for every VU',
  ],
  ['top-level await', 'throws', ''],
  ['`open()`', 'supported', 'relative to the script'],
  ['`fetch`, `process`, `Buffer`', 'supported', 'absent, as in k6'],
  ['`performance.now()`', 'differs', 'there; k6 has none'],
  [
    'a promise nobody awaited that rejects',
    'differs',
    'logged and counted as an exception; in k6 it ends the iteration',
  ],
  [
    'options batch, batchPerHost, blacklistIPs, blockHostnames, dns, executionSegment, hosts, httpDebug, linger, noVUConnectionReuse, rps, systemTags, tlsAuth, tlsCipherSuites, tlsVersion',
    'differs',
    'no effect; a warning names them',
  ],
];
