import { defineConfig } from 'vitest/config';

const shared = {
  globalSetup: ['test/global-setup.ts'],
  pool: 'forks' as const,
};

const counts = ['drop', 'duplicate', 'damage'].map((name) => `test/truth/${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts', 'test/truth/**', 'test/e2e/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
          maxWorkers: 2,
        },
      },
      {
        // Counts are exact whatever the neighbour does: two files at a time, after the unit tests.
        test: {
          ...shared,
          name: 'truth-counts',
          include: counts,
          testTimeout: 240_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
      {
        // Times are measured: one file at a time, after everything else has ended.
        test: {
          ...shared,
          name: 'truth',
          include: ['test/truth/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts', ...counts],
          testTimeout: 240_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
    ],
  },
});
