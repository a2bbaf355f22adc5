import { expect, test } from 'vitest';
import { messagesPerConversation, pastConversation } from '../../../../vendors/kit/history/corpus.ts';
import { isPlanted, plantedCount, plantedTerms } from '../../../../vendors/kit/history/terms.ts';

const conversations = 12_000;

test('every term stands in exactly the messages that the rule plants it in, and nowhere by accident', () => {
  const found = new Map(plantedTerms.map(({ text }) => [text, [] as string[]]));
  for (let ordinal = 0; ordinal < conversations; ordinal += 1) {
    pastConversation(5, ordinal).messages.forEach(({ text }, index) => {
      for (const term of plantedTerms)
        if (text.includes(term.text)) found.get(term.text)?.push(`${ordinal}/${index}`);
    });
  }
  for (const term of plantedTerms) {
    const planted = Array.from({ length: conversations }, (_, ordinal) => ordinal)
      .filter((ordinal) => isPlanted(term, ordinal))
      .map((ordinal) => `${ordinal}/0`);
    expect([term.text, found.get(term.text)]).toEqual([term.text, planted]);
    expect(plantedCount(term, conversations), term.text).toBe(planted.length);
  }
});

test('counts by hand: 12,000 conversations are 5,400 Korean, 5,400 Chinese and 1,200 English ones', () => {
  const count = (termClass: string, language: string) => {
    const term = plantedTerms.find((own) => own.termClass === termClass && own.language === language);
    return term === undefined ? null : plantedCount(term, conversations);
  };
  expect(count('common', 'ko')).toBe(2700);
  expect(count('frequent', 'zh')).toBe(135);
  // k = 30, 430, 830 of 1,200.
  expect(count('rare', 'en')).toBe(3);
  expect(count('needle', 'en')).toBe(3);
  expect(count('absent', 'ko')).toBe(0);
});

test('a conversation depends on seed and ordinal alone; later ones are later', () => {
  expect(pastConversation(5, 77)).toEqual(pastConversation(5, 77));
  expect(pastConversation(6, 77).messages).not.toEqual(pastConversation(5, 77).messages);
  const begins = [0, 1, 2, 1_249_999].map((ordinal) => pastConversation(5, ordinal).messages[0]?.at ?? '');
  expect(begins).toEqual([...begins].sort());
  expect(Date.parse(begins[3] ?? '')).toBeLessThan(Date.UTC(2026, 0, 1));
  expect(pastConversation(5, 77).messages).toHaveLength(messagesPerConversation);
});
