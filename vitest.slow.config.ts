import { defineConfig } from 'vitest/config';

/**
 * One file at a time: these suites measure, and a neighbour would be measured too. Only tests that mostly wait are marked
 * concurrent; two of them at a time.
 */
export default defineConfig({
  test: {
    include: ['test/**/*.slow.test.ts', 'test/e2e/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    fileParallelism: false,
    maxConcurrency: 2,
    maxWorkers: 1,
  },
});
