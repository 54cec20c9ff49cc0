import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const NEEDED = 24
if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  throw new Error(
    `tests run on Node ${NEEDED}, this is ${process.version}; start them with "npm test", which brings it`,
  )
}

/** What starts programs and servers takes longest. */
const LONG = /^tests\/(?:api|build|cli|dashboard|event-store|flow|verify)\//

function isShort({ moduleId }: TestSpecification): boolean {
  return !LONG.test(relative(import.meta.dirname, moduleId))
}

/** The long ones first: otherwise the last of them keep one core waiting for the other. */
class LongFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((left, right) => Number(isShort(left)) - Number(isShort(right))))
  }
}

export default defineConfig({
  test: {
    // More than cores: much of the time is spent waiting for servers and commands.
    maxWorkers: availableParallelism() + 1,
    // Files share a process and its loaded modules: what changes the environment or a global puts it back.
    isolate: false,
    // Modules are loaded by Node, as when the program runs: a quarter faster than through a bundler.
    experimental: { viteModuleRunner: false },
    sequence: { sequencer: LongFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/build/temporary-files.ts', 'tests/build/built-program.ts'],
  },
})
