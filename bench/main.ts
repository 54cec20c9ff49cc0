import { parseArgs } from 'node:util'
import type { Figure } from './figure.ts'

/** Benchmarks by name; each prints its figures. */
const BENCHMARKS: Readonly<Record<string, (store: string) => Promise<Figure[]>>> = {
  kernel: async () => (await import('./kernel.ts')).benchKernel(),
  master: async () => (await import('./master.ts')).benchMaster(),
  simulate: async () => (await import('./simulate.ts')).benchSimulate(),
  log: async (store) =>
    store === 'embedded'
      ? (await import('./log.ts')).benchLog()
      : (await import('./eventstoredb.ts')).benchEventStoreDB(),
  project: async () => (await import('./project.ts')).benchProject(),
  pipeline: async () => (await import('./pipeline.ts')).benchPipeline(),
  publish: async () => (await import('./publish.ts')).benchPublish(),
  serve: async () => (await import('./serve.ts')).benchServe(),
  growth: async () => (await import('./growth.ts')).benchGrowth(),
}

const STORES = ['embedded', 'eventstoredb']

const { values, positionals: names } = parseArgs({
  options: { json: { type: 'boolean', default: false }, store: { type: 'string', default: 'embedded' } },
  allowPositionals: true,
})
const unknown = names.find((name) => !Object.hasOwn(BENCHMARKS, name))
if (names.length === 0 || unknown !== undefined || !STORES.includes(values.store)) {
  const got = unknown === undefined ? '' : `unknown benchmark "${unknown}"; `
  console.error(
    `${got}give one or more of: ${Object.keys(BENCHMARKS).join(', ')} [--store ${STORES.join('|')} for log] [--json]`,
  )
  process.exitCode = 2
} else await main()

async function main(): Promise<void> {
  const all: Figure[] = []
  for (const name of names) {
    const figures = await BENCHMARKS[name](values.store)
    all.push(...figures)
    if (!values.json) for (const { name, value, unit } of figures) console.log(`${name} ${value} ${unit}`.trimEnd())
  }
  if (values.json) console.log(JSON.stringify(all))
}
