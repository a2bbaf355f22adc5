import type { Text } from '../locales/translate.ts';

/** "38 to 44", "at least 38", "at most 44": an interval whose ends may be open. */
export function interval(
  low: number | null,
  high: number | null,
  told: (value: number) => string,
  text: Text,
): string {
  if (low === null && high === null) return text.t('value.na');
  if (high === null) return text.t('capacity.at-least', { x: told(low ?? 0) });
  if (low === null) return text.t('capacity.at-most', { x: told(high) });
  return text.t('capacity.from-to', { low: told(low), high: told(high) });
}
