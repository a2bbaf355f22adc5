import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, heading, list, text as paragraph } from './blocks.ts';
import { rehearsal } from './tiles.ts';

/** What the reader must not conclude. */
export function limitBlocks(result: Result, text: Text): Block[] {
  const items = [
    ...(result.size === 'smoke' ? [text.t('limits.smoke')] : []),
    text.t('limits.meta'),
    text.t('limits.claims'),
    text.t('limits.machine'),
    text.t('limits.once'),
    ...(rehearsal(result) === null ? [] : [text.t('limits.rehearsal')]),
  ];
  return [list(items), heading(text.t('limits.statement')), paragraph(text.t('limits.statement.none'))];
}
