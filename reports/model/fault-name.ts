import type { Text } from '../locales/translate.ts';

/** The fault's kind in words; a kind this report does not know prints itself. */
export const faultName = (kind: string, text: Text): string =>
  text.word('fault', kind) ?? text.t('fault.other', { code: kind });
