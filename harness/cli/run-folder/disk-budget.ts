import type { ScenarioId, Size } from '../../schema/run-plan.ts';
import { drillRatePerSec, mediaFiles, nodeKills, scenarioPlan, searchSizes } from '../../schema/size-plan.ts';

export interface DiskBudget {
  /** In the run folder: events, histograms, logs, reports. */
  readonly runBytes: number;
  /** In the temporary folder: the vendor's and the mock's own data, removed at the end. */
  readonly dataBytes: number;
  readonly totalBytes: number;
}

const kib = 1024;
const mib = 1024 * kib;
/** An ask line is about 230 bytes and compresses to a quarter; statuses, samples and logs come on top. */
const bytesPerAsk = 200;
/** Inbound, outbound, statuses and their indexes and WAL in PostgreSQL. */
const dataBytesPerAsk = 8 * kib;
/** initdb, the first WAL segments, migrations. */
const databaseBytes = 200 * mib;
/** Seeded mix of design §4.7: 0.7 × 120 KB + 0.25 × 600 KB + 0.05 × 4.5 MB. */
const meanMediaBytes = 459_000;
/** Stored by the vendor and by the mock. */
const mediaCopies = 2;
/** Start, item, address. */
const asksPerOrder = 3;
/** Reports, histograms, plan, result. */
const reportBytes = 8 * mib;
/** A past message with its indexes, and its share of the search index: 364 MB for a million; WAL on top while it is loaded. */
const bytesPerPastMessage = 600;
/** One event line of a call or a search and its iteration, compressed. */
const bytesPerCall = 80;
/** One kill with its load before and after, seconds; the watch of 108 s is the exception. */
const drillSec = 20;
/** Host and health samples: about 12 processes, 60 bytes each after compression, every second. */
const sampleBytesPerMinute = 60 * 12 * 60;

/** The most a run of this size is expected to write. Pure; printed before the run and held against the free space. */
export function diskBudget(size: Size, only: readonly ScenarioId[]): DiskBudget {
  let asks = 0;
  let minutes = 2;
  let mediaBytes = 0;
  let pastMessages = 0;
  let calls = 0;
  for (const id of only) {
    const plan = scenarioPlan(id, size);
    minutes += plan.minutes;
    if (id === 'rush' || id === 'shift' || id === 'campaign') asks += plan.samples;
    if (id === 'orders') asks += plan.samples * asksPerOrder;
    if (id === 'media') mediaBytes = mediaFiles[size] * meanMediaBytes * mediaCopies;
    if (id === 'search') pastMessages = searchSizes[size].stores.at(-1)?.messages ?? 0;
    if (id === 'api' || id === 'search') calls += plan.samples;
    if (id === 'failover') {
      asks += nodeKills[size] * drillRatePerSec * drillSec;
      minutes += (nodeKills[size] * drillSec) / 60;
    }
  }
  const runBytes = Math.ceil(
    reportBytes + asks * bytesPerAsk + calls * bytesPerCall + minutes * sampleBytesPerMinute,
  );
  const dataBytes = Math.ceil(
    databaseBytes + asks * dataBytesPerAsk + mediaBytes + pastMessages * bytesPerPastMessage,
  );
  return { runBytes, dataBytes, totalBytes: runBytes + dataBytes };
}
