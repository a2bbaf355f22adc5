import { createHash } from 'node:crypto';
import type {
  Metric,
  RequirementResult,
  Result,
  Series,
  Trial,
  ValidityCheck,
} from '../../../harness/schema/result.ts';
import { campaignAndOrderMetrics, campaignAndOrderSeries } from './sample-campaign.ts';

const sha = (name: string): string => createHash('sha256').update(name).digest('hex');

export function metricOf(
  value: number | null,
  unit: Metric['unit'],
  n: number,
  low: number | null = null,
  high: number | null = null,
): Metric {
  return { value, unit, n, low, high };
}

type Given = Pick<RequirementResult, 'id' | 'metric' | 'target' | 'unit'> &
  Partial<RequirementResult> & { readonly titles: readonly [en: string, ko: string, zh: string] };

/** A requirement line with its reading; what is not given reads "meets". */
export function requirement({ titles, ...given }: Given): RequirementResult {
  return {
    covers: [],
    title: { en: titles[0], ko: titles[1], zh: titles[2] },
    level: 'must',
    sizes: ['standard', 'full'],
    checker: 'interval',
    comparison: '<=',
    weight: 1,
    source: 'article A48',
    rationale: 'The article reports 2 ± 0.3 s for its good vendor.',
    setBy: 'buyer',
    setAt: '2026-11-18',
    agreedByVendor: false,
    needs: {},
    n: 54_000,
    value: null,
    interval: null,
    method: 'block-bootstrap',
    margin: null,
    reading: 'meets',
    reason: { code: 'meets', values: {} },
    evidence: [given.metric],
    ...given,
  };
}

/** A smooth, seeded-looking wobble without a random source: 0.85 … 1.15. */
const wobble = (i: number): number => 1 + 0.1 * Math.sin(i * 1.7) + 0.05 * Math.sin(i * 0.37 + 2);

/** `rush.windows`: a burst, then a steady part of 150 asks/s with p50 ≈ 90 ms and p99 ≈ 420 ms. */
export function rushWindows(count: number, windowMs: number, ratePerSec = 150): Series {
  const rows = Array.from({ length: count }, (_, i) => {
    const burst = i === 0;
    const planned = Math.round((ratePerSec * windowMs) / 1000) + (burst ? 3000 : 0);
    const p50 = (burst ? 640 : 88) * wobble(i);
    const p99 = (burst ? 1310 : 420) * wobble(i + 3);
    return [
      i * windowMs,
      planned,
      planned,
      planned - (burst ? 40 : 0) + (i === 1 ? 40 : 0),
      round(p50),
      round(p99),
      round(p99 * 1.6),
      burst ? 2100 : Math.round(14 * wobble(i)),
    ];
  });
  return { id: 'rush.windows', windowMs, columns: [...windowColumns], rows };
}

const windowColumns = ['t', 'planned', 'injected', 'answered', 'p50', 'p99', 'max', 'open'] as const;
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** One kill at 10 s of a 30 s trial: answers dip for two seconds, then catch up. */
function failoverWindows(trial: number): Series {
  const rows = Array.from({ length: 30 }, (_, i) => {
    const dip = i === 10 ? 90 : i === 11 ? 120 : i === 12 ? 205 : i === 13 ? 185 : 150;
    const open = i < 10 ? 28 : i === 10 ? 95 : i === 11 ? 118 : i === 12 ? 62 : 28;
    return [i * 1000, 150, 150, dip, 180, i > 9 && i < 13 ? 1900 : 410, i > 9 && i < 13 ? 2600 : 600, open];
  });
  return { id: `failover-${trial}.windows`, windowMs: 1000, columns: [...windowColumns], rows };
}

export function trialOf(trial: number, changes: Partial<Trial> = {}): Trial {
  const recoveryMs = 900 + 210 * ((trial * 3) % 5);
  return {
    trial,
    plan: `failover-${trial}`,
    fault: 'node-kill',
    role: trial % 2 === 0 ? 'node-2' : 'node-1',
    injected: true,
    openAsks: 21 + trial,
    graphInFlight: 24 + trial,
    baselineP99Ms: 412,
    badAskLimitMs: 1236,
    badAsks: 38 + trial,
    detectMs: 12,
    recoveryMs,
    drainedMs: recoveryMs + 1250,
    inFlightWorstMs: 2480 + 60 * trial,
    longestGapMs: 310,
    lost: 0,
    duplicated: 0,
    restoredBy: 'vendor',
    restartMs: 3100 + 40 * trial,
    ...changes,
  };
}

function shiftHours(): Series {
  const rows = Array.from({ length: 8 }, (_, i) => [
    i + 1,
    300,
    round(41 * wobble(i)),
    round(118 * wobble(i + 2) + i * 2.2),
    0,
  ]);
  return { id: 'shift.hours', windowMs: 30_000, columns: ['hour', 'n', 'p50', 'p95', 'errors'], rows };
}

function ladder(
  prefix: string,
  n: number,
  [p50, p90, p99, p999, max]: readonly (number | null)[],
): Record<string, Metric> {
  const at = (value: number | null | undefined, band: number): Metric =>
    value == null
      ? metricOf(null, 'ms', n)
      : metricOf(value, 'ms', n, round(value * (1 - band)), round(value * (1 + band)));
  return {
    [`${prefix}.p50`]: at(p50, 0.02),
    [`${prefix}.p90`]: at(p90, 0.03),
    [`${prefix}.p99`]: at(p99, 0.06),
    [`${prefix}.p999`]: at(p999, 0.15),
    [`${prefix}.max`]: metricOf(max ?? null, 'ms', n),
  };
}

const checkOf = (
  id: string,
  value: number,
  limit: number,
  unit: string,
  moves: ValidityCheck['moves'],
): ValidityCheck => ({
  id,
  value,
  limit,
  unit,
  state: 'ok',
  moves,
  cause: { code: 'ok', values: { scenario: 'rush' } },
});

/** A standard run of the reference SCRM that meets everything this size can decide. */
export function standardResult(): Result {
  const sent = 54_000;
  return {
    schema: 'stormproof-result/1',
    run: '2026-11-20T05-03-11Z-reference-standard',
    vendor: {
      id: 'reference',
      name: 'Reference SCRM',
      version: '0.1.0',
      capabilities: ['reply', 'reply.content', 'media.upload', 'agent.session', 'agent.field', 'drill.node'],
    },
    size: 'standard',
    scenarios: [
      { id: 'rush', samples: sent, minutes: 6, trials: 0, hours: 0, timeScale: 1, ran: true },
      { id: 'media', samples: 1000, minutes: 0, trials: 0, hours: 0, timeScale: 1, ran: true },
      { id: 'shift', samples: 2400, minutes: 4, trials: 0, hours: 0, timeScale: 120, ran: true },
      { id: 'failover', samples: 0, minutes: 0, trials: 5, hours: 0, timeScale: 1, ran: true },
      { id: 'campaign', samples: 5075, minutes: 1.4, trials: 0, hours: 0, timeScale: 1, ran: true },
      { id: 'orders', samples: 172, minutes: 2.2, trials: 0, hours: 0, timeScale: 1, ran: true },
    ],
    connectionMode: 'full',
    mockOptions: {
      name: 'bench',
      numbers: 8,
      throughputPerSec: 1000,
      batchMax: 100,
      graphLatencyMs: [20, 20],
      statusDelaysMs: { sent: 300, delivered: 800, read: 2500 },
    },
    matcher: 'echo',
    metaFloorMs: 75_000,
    deadlines: { answerDeadlineMs: 10_000, drainQuietMs: 3000, drainMaxMs: 30_000 },
    startedAt: '2026-11-20T05:03:11.204Z',
    endedAt: '2026-11-20T05:21:44.870Z',
    status: 'complete',
    verdict: {
      outcome: 'pass',
      reading: 'meets',
      exitCode: 0,
      mustHaves: 6,
      missed: [],
      unproven: [],
      notTested: [],
    },
    requirements: standardRequirements(sent),
    series: [
      rushWindows(36, 10_000),
      ...[1, 2, 3, 4, 5].map(failoverWindows),
      shiftHours(),
      ...campaignAndOrderSeries(),
    ],
    faults: [1, 2, 3, 4, 5].map((trial) => ({
      id: `failover-${trial}`,
      kind: 'node-kill',
      series: `failover-${trial}.windows`,
      startMs: 10_000,
      endMs: 13_200,
      label: 'node-kill',
    })),
    trials: [1, 2, 3, 4, 5].map((trial) => trialOf(trial)),
    errors: [],
    processes: processesOf(),
    validity: {
      state: 'valid',
      checks: [
        checkOf('lateness', 3.1, 50, 'ms', 'both'),
        checkOf('dropped-work', 0, 0.001, 'ratio', 'both'),
        checkOf('ledger-sums', 0, 0.001, 'ratio', 'both'),
        checkOf('fault-injected', 0, 0, 'count', 'both'),
        checkOf('null-ceiling', 0.06, 0.5, 'ratio', 'both'),
        checkOf('mock-loop-delay', 11.4, 50, 'ms', 'slower'),
        checkOf('run-queue-vendor', 0.08, 0.2, 'ratio', 'slower'),
      ],
    },
    metrics: standardMetrics(sent),
    provenance: {
      planHash: sha('plan'),
      arrivalHashes: { rush: sha('rush') },
      bundleHash: sha('bundle'),
      requirementSet: 'scrm-buyer 1',
      requirementSetHash: sha('set'),
      mockConfigHash: sha('mock'),
      seed: 20_261_120,
      machineClass: 'linux-x64-2c-8g',
      machine: {
        cpu: 'AMD EPYC 7B13',
        cores: 2,
        memoryBytes: 8_352_014_336,
        os: 'Debian 12',
        timeZone: 'Asia/Seoul',
      },
      versions: { stormproof: '0.1.0', node: '20.20.0', 'graph-api': 'v23.0' },
      command: ['stormproof', 'evaluate', 'reference', '--size', 'standard', '--seed', '20261120'],
      files: ['plan.json', 'events/asks.ndjson.gz', 'events/mock.ndjson.gz', 'histograms/rush.hlog'].map(
        (path, i) => ({ path, sha256: sha(path), bytes: 48_213 * (i + 1), lines: 54_001 - i * 9000 }),
      ),
    },
  };
}

function standardRequirements(sent: number): RequirementResult[] {
  return [
    requirement({
      id: 'rush-worst-minute',
      titles: [
        '3,000 customers at once, median answer in the worst minute',
        '고객 3,000명 동시 문의, 가장 느린 1분의 응답 시간 중앙값',
        '3,000 名客户同时咨询，最慢一分钟的回复时间中位数',
      ],
      metric: 'rush.response.worst_minute_p50',
      covers: ['A48'],
      target: 2300,
      unit: 'ms',
      value: 96.2,
      interval: { low: 91.4, high: 103.8, confidence: 0.969 },
      method: 'six-block-medians',
      margin: 0.958,
      n: 9000,
    }),
    requirement({
      id: 'rush-loss',
      titles: ['Message loss rate under rush', '문의 폭주 시 메시지 손실률', '咨询高峰时的消息丢失率'],
      metric: 'rush.loss_ratio',
      covers: ['A48'],
      target: 0.001,
      unit: 'ratio',
      value: 0,
      interval: { low: 0, high: 0.0000554, confidence: 0.95 },
      method: 'clopper-pearson',
      margin: 0.9446,
      n: sent,
      source: 'buyer',
      rationale: 'One lost order in a thousand is the most the buyer accepts.',
    }),
    requirement({
      id: 'rush-sends-accepted',
      titles: [
        'Sends accepted by simulated Meta (delivery to phones not tested)',
        '모의 Meta가 접수한 발송 비율(휴대전화 도달은 시험하지 않음)',
        '模拟 Meta 接受的发送占比（未测试手机送达）',
      ],
      metric: 'rush.sends.accepted_ratio',
      covers: ['A01'],
      comparison: '>=',
      target: 0.95,
      unit: 'ratio',
      value: 1,
      interval: { low: 0.99993, high: 1, confidence: 0.95 },
      method: 'clopper-pearson',
      margin: 1,
      n: sent,
      reason: { code: 'meets', values: {} },
      source: 'article A01',
    }),
    requirement({
      id: 'media-uploads',
      titles: [
        'Failed uploads of 1,000 files',
        '파일 1,000개 업로드 중 실패 건수',
        '上传 1,000 个文件的失败次数',
      ],
      metric: 'media.failed',
      covers: ['A54'],
      target: 0,
      unit: 'count',
      value: 0,
      method: 'census',
      n: 1000,
      source: 'article A54',
      reason: { code: 'meets', values: {} },
    }),
    requirement({
      id: 'failover-recovery',
      titles: [
        'Failover time after losing a server, worst trial, nobody intervening',
        '서버 상실 후 장애 전환 시간(최악의 회차, 사람 개입 없음)',
        '服务器失效后的故障切换时间（最差一次，无人干预）',
      ],
      metric: 'failover.recovery.worst',
      covers: ['A55', 'A56'],
      target: 90_000,
      unit: 'ms',
      value: 1740,
      method: 'worst-of-trials',
      margin: 0.9807,
      n: 5,
      source: 'article A55',
      reason: { code: 'meets', values: {} },
    }),
    requirement({
      id: 'shift-system-errors',
      titles: [
        'System errors in waybill fields',
        '운송장 번호 항목의 시스템 오류율',
        '运单号字段的系统错误率',
      ],
      metric: 'shift.system_error_ratio',
      covers: ['A59', 'A60'],
      target: 0.002,
      unit: 'ratio',
      value: 0,
      interval: { low: 0, high: 0.00125, confidence: 0.95 },
      method: 'clopper-pearson',
      margin: 0.376,
      n: 2400,
      source: 'buyer',
    }),
    requirement({
      id: 'rush-steady-p99',
      level: 'should',
      titles: [
        '99 of 100 answers in the steady part',
        '안정 구간의 답변 100건 중 99건의 응답 시간',
        '平稳阶段每 100 次回复中 99 次的回复时间',
      ],
      metric: 'rush.steady.response.p99',
      target: 1000,
      unit: 'ms',
      value: 448,
      interval: { low: 421, high: 475, confidence: 0.95 },
      margin: 0.552,
      n: 49_500,
      source: 'buyer',
    }),
    requirement({
      id: 'shift-late-hours',
      level: 'should',
      titles: [
        "Agents' waiting time in hour 8 compared with hour 1 (95th percentile)",
        '8시간째와 1시간째의 상담원 대기 시간 비율(95번째 백분위수)',
        '第 8 小时与第 1 小时的客服等待时间之比（第 95 百分位）',
      ],
      metric: 'shift.hour8_to_hour1_p95',
      covers: ['A59'],
      target: 1.2,
      unit: 'ratio',
      needs: { hours: 8 },
      reading: 'not-tested',
      n: 0,
      reason: { code: 'rehearsal', values: { hours: 8, sizes: 'full' } },
    }),
  ];
}

/** Three kinds of calls in three steps; one cart link failed. */
function apiMetrics(): Record<string, Metric> {
  const tally = (prefix: string, n: number, errors: number, p50: number): Record<string, Metric> => ({
    [`${prefix}.count`]: metricOf(n, 'count', n),
    [`${prefix}.errors`]: metricOf(errors, 'count', n),
    [`${prefix}.error_ratio`]: metricOf(errors / n, 'ratio', n, 0, (errors + 3) / n),
    ...ladder(prefix, n, [p50, p50 * 1.6, p50 * 4, null, p50 * 9]),
    [`${prefix}.p95`]: metricOf(p50 * 2, 'ms', n),
  });
  return {
    'api.calls': metricOf(10_200, 'count', 10_200),
    'api.errors': metricOf(1, 'count', 10_200),
    'api.error_ratio': metricOf(1 / 10_200, 'ratio', 10_200, 0, 0.000466),
    ...ladder('api.response', 10_200, [4, 9, 31, 60, 88]),
    ...tally('api.call.cart-link', 1020, 1, 6),
    ...tally('api.call.history-read', 7140, 0, 4),
    ...tally('api.call.waybill-write', 2040, 0, 9),
    ...tally('api.step1', 1700, 0, 4),
    ...tally('api.step2', 3400, 0, 5),
    ...tally('api.step3', 5100, 1, 7),
  };
}

/** 50,000 and 1,000,000 messages; two searches in the large store found something else than what is there. */
function searchMetrics(): Record<string, Metric> {
  const store = (name: string, messages: number, p50: number, wrong: number): Record<string, Metric> => ({
    [`search.${name}.messages`]: metricOf(messages, 'count', messages),
    [`search.${name}.load`]: metricOf(messages / 20, 'ms', 1),
    [`search.${name}.queries`]: metricOf(720, 'count', 720),
    [`search.${name}.errors`]: metricOf(0, 'count', 720),
    [`search.${name}.wrong`]: metricOf(wrong, 'count', 720),
    ...ladder(`search.${name}.response`, 720, [p50, p50 * 1.5, p50 * 3, null, p50 * 5]),
    [`search.${name}.response.p95`]: metricOf(p50 * 2, 'ms', 720, p50 * 1.8, p50 * 2.3),
    ...ladder(`search.${name}.language.ko`, 240, [p50, p50 * 1.5, null, null, p50 * 5]),
    ...ladder(`search.${name}.language.zh`, 240, [p50, p50 * 1.4, null, null, p50 * 4]),
    ...ladder(`search.${name}.term.needle`, 120, [p50, p50 * 1.5, null, null, p50 * 5]),
    ...ladder(`search.${name}.term.common`, 120, [p50 * 1.2, p50 * 1.9, null, null, p50 * 5]),
  });
  return {
    'search.queries': metricOf(1440, 'count', 1440),
    'search.errors': metricOf(0, 'count', 1440),
    'search.wrong': metricOf(2, 'count', 1440),
    'search.recall': metricOf(1438 / 1440, 'ratio', 1440, 0.9956, 0.9998),
    'search.ratio': metricOf(1.25, 'ratio', 720, 1.01, 1.6),
    ...store('50k', 50_000, 4, 0),
    ...store('1m', 1_000_000, 5, 2),
    ...store('largest', 1_000_000, 5, 2),
  };
}

function standardMetrics(sent: number): Record<string, Metric> {
  const count = (value: number, n = value): Metric => metricOf(value, 'count', n);
  return {
    ...apiMetrics(),
    ...searchMetrics(),
    ...ladder('rush.response', 54_000, [93, 260, 990, 1980, 2240]),
    ...ladder('rush.service', 54_000, [92, 257, 985, 1975, 2236]),
    ...ladder('rush.lateness', 54_000, [0.42, 1.2, 3.6, 8.8, 14.1]),
    ...ladder('rush.webhook_ack', 54_000, [9.6, 21, 58, 140, 198]),
    ...ladder('rush.steady.response', 49_500, [90.1, 211, 448, 812, 1390]),
    ...ladder('rush.steady.service', 49_500, [89.4, 210, 446, 809, 1388]),
    ...ladder('rush.steady.lateness', 49_500, [0.41, 1.1, 3.1, 7.2, 11.9]),
    ...ladder('rush.steady.webhook_ack', 49_500, [9.2, 18.4, 41.7, 88, 131]),
    ...ladder('rush.burst.response', 3000, [1210, 1870, 2160, null, 2240]),
    'rush.response.worst_minute_p50': metricOf(96.2, 'ms', 9000, 91.4, 103.8),
    'rush.burst.asks': count(3000),
    'rush.burst.last_answer': metricOf(2240, 'ms', 3000),
    'rush.planned': count(sent),
    'rush.dropped': count(0, sent),
    'rush.sent': count(sent),
    'rush.answered': count(sent),
    'rush.late': count(0, sent),
    'rush.lost': count(0, sent),
    'rush.undelivered': count(0, sent),
    'rush.unknown': count(0, sent),
    'rush.duplicated': count(0, sent),
    'rush.wrong': count(0, sent),
    'rush.unexpected': count(0, sent),
    'rush.reordered': count(0, sent),
    'rush.holding': count(0, sent),
    'rush.loss_ratio': metricOf(0, 'ratio', sent, 0, 0.0000554),
    'rush.duplicate_ratio': metricOf(0, 'ratio', sent, 0, 0.0000554),
    'rush.sends.due': count(sent),
    'rush.sends.attempted': count(sent),
    'rush.sends.accepted': count(sent),
    'rush.sends.accepted_ratio': metricOf(1, 'ratio', sent, 0.99993, 1),
    'media.planned': count(1000),
    'media.stored': count(1000),
    'media.failed': count(0, 1000),
    'media.first_failure_index': metricOf(null, 'count', 1000),
    'media.checksum_mismatches': count(0, 1000),
    'media.status.200': count(1000),
    ...ladder('media.service', 1000, [61, 140, 390, null, 520]),
    ...sizeClass('120k', 702, [52, 98, null, null, 340]),
    ...sizeClass('600k', 247, [96, 190, null, null, 402]),
    ...sizeClass('4500k', 51, [310, null, null, null, 520]),
    'shift.operations': count(2400),
    'shift.system_errors': count(0, 2400),
    'shift.system_error_ratio': metricOf(0, 'ratio', 2400, 0, 0.00125),
    'shift.hour1.response.p95': metricOf(121, 'ms', 300),
    'shift.hour8.response.p95': metricOf(133, 'ms', 300),
    'failover.recovery.median': metricOf(1320, 'ms', 5),
    'failover.recovery.worst': metricOf(1740, 'ms', 5),
    'failover.drained.worst': metricOf(2990, 'ms', 5),
    'failover.in_flight_worst.worst': metricOf(2780, 'ms', 5),
    'failover.trials': count(5),
    'failover.lost': count(0, 5),
    'failover.duplicated': count(0, 5),
    'null.burst.last_answer': metricOf(410, 'ms', 3000),
    'null.response.p99': metricOf(31, 'ms', 4500),
    ...campaignAndOrderMetrics(),
    'custom.vendor_queue_depth': metricOf(17.5, 'count', 360),
  };
}

function sizeClass(name: string, n: number, steps: readonly (number | null)[]): Record<string, Metric> {
  return {
    [`media.size.${name}.count`]: metricOf(n, 'count', n),
    [`media.size.${name}.failed`]: metricOf(0, 'count', n),
    ...ladder(`media.size.${name}`, n, steps),
  };
}

function processesOf(): Result['processes'] {
  const row = (
    role: string,
    side: 'harness' | 'vendor',
    cpuMs: number,
    mb: number,
  ): Result['processes'][number] => ({
    role,
    side,
    phase: 'rush',
    cpuMs,
    cpuMsPerAsk: round(cpuMs / 54_000),
    ratePerSec: 150,
    rssPeakBytes: mb * 1_000_000,
  });
  const idle = (role: string, side: 'harness' | 'vendor'): Result['processes'][number] => ({
    ...row(role, side, 180, 60),
    phase: 'start-vendor',
    cpuMsPerAsk: null,
    ratePerSec: null,
  });
  return [
    idle('mock', 'harness'),
    idle('vendor:postgres', 'vendor'),
    row('mock', 'harness', 41_200, 182),
    row('engine', 'harness', 6100, 121),
    row('vendor:gateway', 'vendor', 22_300, 96),
    row('vendor:node-1', 'vendor', 71_000, 164),
    row('vendor:node-2', 'vendor', 69_400, 161),
    row('vendor:postgres', 'vendor', 98_000, 240),
  ];
}
