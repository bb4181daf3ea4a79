import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'server/**/*.test.ts', 'apps/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['server/src/platform/database/vitest-global.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores are what this project is sized for; suites that start PostgreSQL share one server.
    maxWorkers: 2,
  },
});
