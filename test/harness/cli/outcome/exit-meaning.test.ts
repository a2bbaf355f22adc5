import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exitMeaning, worstExitCode } from '../../../../harness/cli/outcome/exit-meaning.ts';
import { exitCodes } from '../../../../harness/schema/exit-codes.ts';

const codes = Object.values(exitCodes);

test('a miss outweighs an open question, a broken run outweighs both', () => {
  expect(worstExitCode([])).toBe(0);
  expect(worstExitCode([0, 2])).toBe(2);
  expect(worstExitCode([1, 2, 0])).toBe(1);
  expect(worstExitCode([3, 2])).toBe(3);
  expect(worstExitCode([1, 69])).toBe(69);
});

test('the order of vendors does not matter', () => {
  const some = fc.array(fc.constantFrom(...codes), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(some, some, (a, b) => {
      expect(worstExitCode([...a, ...b])).toBe(worstExitCode([...b, ...a]));
      expect(worstExitCode([worstExitCode(a), worstExitCode(b)])).toBe(worstExitCode([...a, ...b]));
    }),
  );
});

test('every code has a meaning', () => {
  for (const code of codes) expect(exitMeaning(code)).not.toBe('unknown');
});
