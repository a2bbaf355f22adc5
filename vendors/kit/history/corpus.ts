import type { HistoryLanguage, PastConversation, PlantedTerm } from '../../contract/history.ts';
import { type Phrases, phrases } from './phrases.ts';
import { isPlanted, languageSlots, plantedTerms, slotsPerRound } from './terms.ts';

export const messagesPerConversation = 4;

/** The first conversation's time, and how far apart conversations and their messages are: 1.25 million fill 434 days. */
const beginMs = Date.UTC(2024, 0, 1);
const conversationGapMs = 30_000;
const messageGapMs = 45_000;
/** A customer comes back every so many conversations. */
const customers = 200_000;

const termsOf: Readonly<Record<HistoryLanguage, readonly PlantedTerm[]>> = {
  ko: plantedTerms.filter(({ language }) => language === 'ko'),
  zh: plantedTerms.filter(({ language }) => language === 'zh'),
  en: plantedTerms.filter(({ language }) => language === 'en'),
};

/**
 * Conversation `ordinal` of the history of `seed`: a question (with the planted terms and `#ordinal`), an answer, a second
 * question, thanks. The same on every machine; no state, so any range can be made anywhere.
 */
export function pastConversation(seed: number, ordinal: number): PastConversation {
  const language = languageOf(ordinal);
  const words = phrases[language];
  const draw = drawer(seed, ordinal);
  const atMs = beginMs + ordinal * conversationGapMs;
  const customer = ordinal % customers;
  const at = (index: number): string => new Date(atMs + index * messageGapMs).toISOString();
  const planted = termsOf[language].filter((term) => isPlanted(term, ordinal)).map(({ text }) => ` ${text},`);
  const product = draw(words.products);
  return {
    ordinal,
    waId: `8870${String(customer).padStart(8, '0')}`,
    name: `Customer ${customer}`,
    messages: [
      {
        direction: 'in',
        text: `${draw(words.greetings)}, ${words.ask(product, draw(words.questions))}${planted.join('')} ${words.reference} #${ordinal}`,
        at: at(0),
      },
      { direction: 'out', text: words.tell(product, draw(words.answers)), at: at(1) },
      { direction: 'in', text: secondQuestion(words, draw), at: at(2) },
      { direction: 'out', text: draw(words.thanks), at: at(3) },
    ],
  };
}

function secondQuestion(words: Phrases, draw: <T>(from: readonly T[]) => T): string {
  return `${draw(words.thanks)}. ${words.ask(draw(words.products), draw(words.questions))}`;
}

function languageOf(ordinal: number): HistoryLanguage {
  const slot = ordinal % slotsPerRound;
  if (slot < languageSlots.zh.first) return 'ko';
  return slot < languageSlots.en.first ? 'zh' : 'en';
}

/** Draws from lists, seeded by history and conversation (splitmix32). */
function drawer(seed: number, ordinal: number): <T>(from: readonly T[]) => T {
  let state = (Math.imul(seed | 0, 0x9e3779b1) + Math.imul(ordinal | 0, 0x85ebca6b)) | 0;
  return <T>(from: readonly T[]): T => {
    state = (state + 0x9e3779b9) | 0;
    let x = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return from[((x ^ (x >>> 15)) >>> 0) % from.length] as T;
  };
}
