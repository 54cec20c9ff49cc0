import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const NEEDED = 24
if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  throw new Error(
    `tests run on Node ${NEEDED}, this is ${process.version}; start them with "npm test", which brings it`,
  )
}

export default defineConfig({
  test: {
    // More than cores: much of the time is spent waiting for servers and commands.
    maxWorkers: availableParallelism() + 1,
    // Files share a process and its loaded modules: what changes the environment or a global puts it back.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/build/temporary-files.ts', 'tests/build/built-program.ts'],
  },
})
