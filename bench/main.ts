import type { Figure } from './figure.ts'

/** Benchmarks by name; each prints its figures. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  kernel: async () => (await import('./kernel.ts')).benchKernel(),
  master: async () => (await import('./master.ts')).benchMaster(),
  simulate: async () => (await import('./simulate.ts')).benchSimulate(),
  log: async () => (await import('./log.ts')).benchLog(),
  project: async () => (await import('./project.ts')).benchProject(),
  pipeline: async () => (await import('./pipeline.ts')).benchPipeline(),
  growth: async () => (await import('./growth.ts')).benchGrowth(),
}

const json = process.argv.includes('--json')
const names = process.argv.slice(2).filter((argument) => argument !== '--json')
const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name))
if (names.length === 0 || unknown.length > 0) {
  const got = unknown.length > 0 ? `unknown benchmark "${unknown[0]}"; ` : ''
  console.error(`${got}give one or more of: ${Object.keys(BENCHMARKS).join(', ')} [--json]`)
  process.exitCode = 2
} else await main()

async function main(): Promise<void> {
  const all: Figure[] = []
  for (const name of names) {
    const figures = await BENCHMARKS[name]()
    all.push(...figures)
    if (!json) for (const { name, value, unit } of figures) console.log(`${name} ${value} ${unit}`)
  }
  if (json) console.log(JSON.stringify(all))
}
