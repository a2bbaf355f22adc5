import { defineConfig } from 'vitest/config';

/** One file at a time: these suites measure, and a neighbour would be measured too. */
export default defineConfig({
  test: {
    include: ['test/**/*.slow.test.ts', 'test/e2e/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    fileParallelism: false,
    maxWorkers: 1,
  },
});
