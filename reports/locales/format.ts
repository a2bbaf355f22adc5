import type { Metric } from '../../harness/schema/result.ts';
import type { MessageKey } from './en.ts';

export type Unit = Metric['unit'];
/** Which side is bad: rounding never makes a figure look better. `up` = a larger figure is worse. */
export type Bad = 'up' | 'down';

export interface Format {
  number(value: number, decimals?: number): string;
  /** Milliseconds as ms, s, min or h with 3 significant digits, rounded toward bad. */
  duration(ms: number, bad?: Bad): string;
  /** A ratio as percent, at most 2 decimals, truncated toward bad: 0.99996 never reads 100 %. */
  percent(ratio: number, bad?: Bad): string;
  /** A margin (share of the target), signed, whole percent, toward bad. */
  margin(ratio: number): string;
  bytes(value: number): string;
  value(value: number, unit: string, bad?: Bad): string;
  /** A number of a typed code, formatted by the ending of its name. */
  named(name: string, value: number): string;
  /** Instant in UTC, `2026-11-20 14:03:22 UTC`; the input itself when it is no date. */
  utc(iso: string): string;
  /** Elapsed time on an axis: m:ss, from an hour on h:mm. */
  clock(ms: number, withHours: boolean): string;
}

type UnitKey = Extract<MessageKey, `unit.${string}`>;

/** Formatting of one locale; `unit` puts a number into the locale's unit string. */
export function createFormat(unit: (key: UnitKey, x: string) => string): Format {
  const format: Format = {
    number: (value, decimals = 2) => group(value, decimals),
    duration(ms, bad = 'up') {
      if (Math.abs(ms) < 1000) return unit('unit.ms', significant(ms, bad));
      if (Math.abs(ms) < 120_000) return unit('unit.s', significant(ms / 1000, bad));
      if (Math.abs(ms) < 7_200_000) return unit('unit.min', significant(ms / 60_000, bad));
      return unit('unit.h', significant(ms / 3_600_000, bad));
    },
    percent: (ratio, bad = 'up') => unit('unit.percent', group(toward(ratio * 100, 2, bad), 2)),
    margin(ratio) {
      const percent = toward(ratio * 100, 0, 'down');
      return unit('unit.percent', `${percent > 0 ? '+' : ''}${group(percent, 0)}`);
    },
    bytes(value) {
      if (value < 1000) return unit('unit.bytes', group(value, 0));
      if (value < 1e6) return unit('unit.kb', significant(value / 1e3, 'up'));
      if (value < 1e9) return unit('unit.mb', significant(value / 1e6, 'up'));
      return unit('unit.gb', significant(value / 1e9, 'up'));
    },
    value(value, of, bad = 'up') {
      if (of === 'ms') return format.duration(value, bad);
      if (of === 'ratio') return format.percent(value, bad);
      if (of === 'bytes') return format.bytes(value);
      if (of === 'per-second') return unit('unit.per-second', significant(value, bad));
      if (of === 'bytes-per-second') return unit('unit.bytes-per-second', format.bytes(value));
      return group(value, 2);
    },
    named(name, value) {
      if (name.endsWith('Ms')) return format.duration(value);
      if (name.endsWith('Ratio')) return format.percent(value);
      if (name.endsWith('Bytes')) return format.bytes(value);
      if (name.endsWith('PerSec')) return format.value(value, 'per-second');
      return group(value, 2);
    },
    utc(iso) {
      const at = new Date(iso);
      if (Number.isNaN(at.getTime())) return iso;
      return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    },
    clock(ms, withHours) {
      const seconds = Math.round(ms / 1000);
      if (withHours) return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}`;
      return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
    },
  };
  return format;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** Grouped by thousands; the three locales share "1,234.5". Built by hand so that bytes do not depend on ICU. */
function group(value: number, decimals: number): string {
  const fixed = String(Number(value.toFixed(decimals))).replace('-', '−');
  if (fixed.includes('e')) return fixed;
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Rounds to `decimals` toward the bad side; 1e-9 of slack absorbs binary noise (0.1 × 100). */
function toward(value: number, decimals: number, bad: Bad): number {
  const scale = 10 ** decimals;
  const slack = 1e-9 * Math.max(1, Math.abs(value * scale));
  const rounded = bad === 'up' ? Math.ceil(value * scale - slack) : Math.floor(value * scale + slack);
  return rounded === 0 ? 0 : rounded / scale;
}

/** Three significant digits toward the bad side, never more than two decimals. */
function significant(value: number, bad: Bad): string {
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.min(2, Math.max(0, 2 - magnitude));
  return group(toward(value, decimals, bad), decimals);
}
