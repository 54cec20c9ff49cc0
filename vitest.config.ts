import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const NEEDED = 24
if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  throw new Error(
    `tests run on Node ${NEEDED}, this is ${process.version}; start them with "npm test", which brings it`,
  )
}

/** What is tested in memory alone, or changes nothing that other files see: these share a process and its loaded modules. */
const PURE = [
  'config',
  'dictionaries',
  'digest',
  'projection',
  'projections',
  'publishing',
  'verify',
  'scenarios',
  'golden',
  'workers',
  'retail',
  'simulation',
  'time',
]
/** What takes minutes of processes that are killed and started again: left out where a machine asks for that. */
const LONG = ['tests/flow/eventstoredb.test.ts', 'tests/flow/faults.test.ts']
const leftOut = process.env['TILLSTREAM_TESTS'] === 'short' ? LONG : []
if (leftOut.length > 0) {
  process.stdout.write(`left out, because TILLSTREAM_TESTS is short: ${leftOut.join(', ')}\n`)
}

const pure = PURE.map((folder) => `tests/${folder}/**/*.test.ts`)

export default defineConfig({
  test: {
    // Two even on two cores: much of the time is spent waiting for servers and commands.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['tests/**/*.test.ts'], exclude: [...pure, ...leftOut] } },
    ],
  },
})
