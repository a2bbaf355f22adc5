import { expect, test } from 'vitest';
import { hasK6 } from '../../../../harness/drive/k6/k6-binary.ts';

/** Tests that need stock k6. Without it they are skipped and say so; with CI=true that is a failure. */
export const k6Test: typeof test = hasK6() ? test : (test.skip as typeof test);

if (!hasK6()) {
  test('stock k6 is there', ({ skip }) => {
    console.warn('skipped: no k6 (npm run k6 builds it; needs Go)');
    if (process.env.CI !== 'true') skip('skipped: no k6');
    expect.fail('no k6: run `npm run k6`');
  });
}
