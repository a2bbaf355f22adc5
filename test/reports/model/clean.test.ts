import { expect, test } from 'vitest';
import { clean, cleanAll, shortName } from '../../../reports/model/clean.ts';

test('characters that hide or reorder text become visible', () => {
  expect(clean('a\u202eb\u0000c\u200bd')).toBe('a\ufffdb\ufffdc\ufffdd');
  expect(clean('tab\tline\n')).toBe('tab\tline\n');
  expect(clean('한국어 中文 🦊')).toBe('한국어 中文 🦊');
  expect(clean('\ud800x')).toBe('\ufffdx');
});

test('strings and keys anywhere in a value are cleaned, the rest is kept', () => {
  expect(cleanAll({ 'a\u202e': ['b\u0000', 1, null, true] })).toEqual({
    'a\ufffd': ['b\ufffd', 1, null, true],
  });
});

test('a name is cut by characters, not by halves of them', () => {
  expect(shortName('🦊'.repeat(61))).toBe(`${'🦊'.repeat(59)}…`);
  expect(shortName('Acme')).toBe('Acme');
});
