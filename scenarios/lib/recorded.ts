import type { Arrivals } from '../../mock-whatsapp/contract/plan.ts';

export interface RecordedOptions {
  /** Simulated customers who ask. */
  readonly customers: number;
  /** 10 = ten times as fast as it was recorded; 0.5 = half as fast. */
  readonly speed: number;
}

type Explicit = Extract<Arrivals, { readonly kind: 'explicit' }>;

/** Longest plan the mock takes, ms. */
const longestMs = 7 * 24 * 3_600_000;
/** Problems named one by one. */
const problemsMax = 100;
/** Numbers from here on are epoch milliseconds (1973), below it epoch seconds (until the year 5138). */
const millisecondsFrom = 1e11;
const iso = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * A recorded day as an arrival plan: one row per ask, `timestamp` or `timestamp,customer`, ascending. Timestamps are
 * ISO 8601 with a time zone, or epoch seconds or milliseconds; the first is the plan's time zero. Customer ids become
 * indexes in order of first appearance and are kept nowhere; without that column the customers take turns.
 * @throws Error that names every row that can't be used, with its line and what to do.
 */
export function recordedArrivals(csv: string, { customers, speed }: RecordedOptions): Explicit {
  const problems: string[] = [];
  const lines = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  while (lines.length > 0 && lines[lines.length - 1]?.trim() === '') lines.pop();
  const hasHeader = /^"?timestamp"?(\s*,|$)/i.test(lines[0]?.trim() ?? '');
  const columns = splitRow(lines[0] ?? '').length;
  const speeds = speed > 0 && Number.isFinite(speed);
  if (!speeds) problems.push(`SPEED: ${speed}: must be above 0`);
  if (columns > 2) problems.push(`line 1: ${columns} columns: keep timestamp, or timestamp and customer`);
  if (lines.length <= (hasHeader ? 1 : 0)) problems.push('the file holds no asks: one row per ask is needed');

  const indexes = new Map<string, number>();
  const atMs: number[] = [];
  const customer: number[] = [];
  let firstMs: number | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  let lastLine = 0;
  lines.forEach((line, index) => {
    if (index === 0 && hasHeader) return;
    const number = index + 1;
    const cells = splitRow(line);
    if (line.trim() === '') {
      problems.push(`line ${number}: empty: remove it`);
      return;
    }
    if (cells.length !== columns && index > 0) {
      problems.push(`line ${number}: ${quote(line)}: ${cells.length} columns where line 1 has ${columns}`);
      return;
    }
    const [time = '', id = ''] = cells;
    const ms = readTime(time);
    if (typeof ms === 'string') {
      problems.push(`line ${number}: ${quote(time)}: ${ms}`);
      return;
    }
    if (columns === 2 && id === '') {
      problems.push(`line ${number}: customer is empty: give one in every row, or drop the column`);
      return;
    }
    if (ms < lastMs) {
      problems.push(`line ${number}: ${quote(time)}: earlier than line ${lastLine}: sort the file by time`);
      return;
    }
    firstMs ??= ms;
    const plannedMs = (ms - firstMs) / (speeds ? speed : 1);
    if (plannedMs > longestMs) {
      problems.push(
        `line ${number}: ${quote(time)}: ${Math.round(plannedMs / 3_600_000)} hours after the first: at most ${longestMs / 3_600_000}; correct the row, cut the file or raise SPEED`,
      );
      return;
    }
    lastMs = ms;
    lastLine = number;
    if (columns === 2 && !indexes.has(id)) indexes.set(id, indexes.size);
    // Whole microseconds, the mock's own resolution.
    atMs.push(Math.round(plannedMs * 1000) / 1000);
    customer.push((columns === 2 ? (indexes.get(id) ?? 0) : customer.length) % customers);
  });
  if (problems.length > 0) throw new Error(reportOf(problems));
  return { kind: 'explicit', customers, atMs, customer };
}

function reportOf(problems: readonly string[]): string {
  const more = problems.length - problemsMax;
  const named = problems.slice(0, problemsMax).map((problem) => `  ${problem}`);
  const rest = more > 0 ? [`  and ${more} more`] : [];
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return [`the recorded asks have ${count}; nothing was played`, ...named, ...rest].join('\n');
}

function splitRow(line: string): readonly string[] {
  return line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** Epoch milliseconds, or what is wrong with the text. */
function readTime(text: string): number | string {
  if (text === '') return 'timestamp is empty';
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) {
    const value = Number(text);
    if (value < 0) return 'must not be negative: epoch seconds or milliseconds';
    return value >= millisecondsFrom ? value : value * 1000;
  }
  const match = iso.exec(text);
  if (match === null) return 'neither ISO 8601 (2026-11-27T00:00:00Z) nor epoch seconds or milliseconds';
  const [, year, month, day, hour, minute, second = '0', fraction = '0', zone] = match;
  if (zone === undefined) return 'no time zone: add Z, or an offset such as +09:00';
  const parts = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  const utcMs = Date.UTC(y, mo - 1, d, h, mi, s);
  const back = new Date(utcMs);
  if (back.getUTCMonth() !== mo - 1 || back.getUTCDate() !== d || h > 23 || mi > 59 || s > 59)
    return 'no such date or time';
  return utcMs + Number(fraction) * 1000 - offsetMs(zone);
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
