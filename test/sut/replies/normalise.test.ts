import { expect, test } from 'vitest';
import { normalise } from '../../../sut/replies/normalise.ts';

test.each([
  ['  Discount \t CODE ', 'discount code'],
  ['ＤＩＳＣＯＵＮＴ　ＣＯＤＥ', 'discount code'],
  ['할인 코드'.normalize('NFD'), '할인 코드'],
  ['优惠码', '优惠码'],
])('%j', (given, expected) => {
  expect(normalise(given)).toBe(expected);
});
