/** Decides `expected_response` and http_req_failed; null = no http_req_failed sample at all. */
export type StatusRule = (status: number) => boolean;

/** k6's default: 200 … 399. */
export const defaultStatusRule: StatusRule = (status) => status >= 200 && status < 400;

interface Range {
  readonly min: number;
  readonly max: number;
}

/** http.expectedStatuses(200, {min: 300, max: 399}). */
export function expectedStatuses(...wanted: readonly unknown[]): StatusRule {
  if (wanted.length === 0) throw new Error('expectedStatuses: no arguments');
  const ranges = wanted.map((entry): Range => {
    if (typeof entry === 'number') return { min: entry, max: entry };
    const range = entry as Partial<Range> | null;
    if (typeof range?.min !== 'number' || typeof range.max !== 'number') {
      throw new Error('expectedStatuses: give numbers or {min, max}');
    }
    return { min: range.min, max: range.max };
  });
  return (status) => ranges.some(({ min, max }) => status >= min && status <= max);
}
