import type { ProgressState } from './progress-state.ts';

/** 65_000 → `1:05`, 3_605_000 → `1:00:05`. */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** 1234 → `1,234`. */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** Three significant digits: `8.42 ms`, `842 ms`, `2.30 s`. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${significant(ms / 1000)} s`;
  return `${significant(ms)} ms`;
}

/** `40 of 1,000 files`; without a total `40 files`. */
export function workText({ done, total, unit }: NonNullable<ProgressState['work']>): string {
  return total === null ? `${count(done)} ${unit}` : `${count(done)} of ${count(total)} ${unit}`;
}

function significant(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(value >= 10 ? 1 : 2);
}
