import type { HistoryLanguage, PlantedTerm, TermClass } from '../../contract/history.ts';

/** Shares of the languages: 45 % Korean, 45 % Chinese, 10 % English, in every 20 conversations. */
export const slotsPerRound = 20;
export const languageSlots: Readonly<
  Record<HistoryLanguage, { readonly first: number; readonly slots: number }>
> = {
  ko: { first: 0, slots: 9 },
  zh: { first: 9, slots: 9 },
  en: { first: 18, slots: 2 },
};

/** Words that corpus.ts writes nowhere else (a test scans for them); 2-character terms are the hard ones for trigrams. */
const words: Readonly<Record<HistoryLanguage, Readonly<Record<TermClass, string>>>> = {
  ko: {
    needle: '칡즙',
    rare: '오미자',
    frequent: '환불',
    common: '배송',
    phrase: '쿠폰 적용',
    absent: '붕어',
  },
  zh: { needle: '榴莲', rare: '枇杷', frequent: '退款', common: '快递', phrase: '会员 生日', absent: '鲫鱼' },
  en: {
    needle: 'kumquat',
    rare: 'marmalade',
    frequent: 'refund',
    common: 'delivery',
    phrase: 'gift card',
    absent: 'zeppelin',
  },
};

/** Of the conversations of a language. The needles are in the oldest ones, present at every size of store. */
const rules: Readonly<Record<TermClass, { period: number; phase: number; listed: readonly number[] }>> = {
  needle: { period: 0, phase: 0, listed: [7, 61, 120] },
  rare: { period: 400, phase: 30, listed: [] },
  frequent: { period: 40, phase: 11, listed: [] },
  common: { period: 2, phase: 1, listed: [] },
  phrase: { period: 300, phase: 16, listed: [] },
  absent: { period: 0, phase: 0, listed: [] },
};

/** Every term of every language. */
export const plantedTerms: readonly PlantedTerm[] = (Object.keys(languageSlots) as HistoryLanguage[]).flatMap(
  (language) =>
    (Object.keys(rules) as TermClass[]).map((termClass) => ({
      text: words[language][termClass],
      language,
      termClass,
      firstSlot: languageSlots[language].first,
      slots: languageSlots[language].slots,
      ...rules[termClass],
    })),
);

/** Number of conversation `ordinal` among those of the term's language; null when it is of another. */
function indexInLanguage({ firstSlot, slots }: PlantedTerm, ordinal: number): number | null {
  const slot = (ordinal % slotsPerRound) - firstSlot;
  if (slot < 0 || slot >= slots) return null;
  return Math.floor(ordinal / slotsPerRound) * slots + slot;
}

/** True when the first message of conversation `ordinal` holds the term. */
export function isPlanted(term: PlantedTerm, ordinal: number): boolean {
  const k = indexInLanguage(term, ordinal);
  if (k === null) return false;
  return term.period === 0 ? term.listed.includes(k) : k % term.period === term.phase;
}

/** Messages that hold the term in a history of that many conversations (whole rounds of 20). */
export function plantedCount(term: PlantedTerm, conversations: number): number {
  const own = (conversations / slotsPerRound) * term.slots;
  if (term.period === 0) return term.listed.filter((k) => k < own).length;
  return Math.max(0, Math.ceil((own - term.phase) / term.period));
}
