import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, figure } from './figure.ts'
import { generate, type Result } from './program.ts'

const DAYS = [1, 2, 4, 8]
const STORES = [10, 20, 40, 80]
/** What does not grow meanwhile; so large that the second in which a run begins hardly counts. */
const DAYS_OF_STORES = 4
const STORES_OF_DAYS = 40

interface Run extends Result {
  /** Days, or stores. */
  readonly size: number
}

/**
 * How time and memory grow with the days and with the stores: the exponent b of time = a x events^b (1: no event takes longer
 * in a larger history), and of memory = a x size^b (0: no more memory). Fitted by least squares on logarithms.
 */
export async function benchGrowth(): Promise<Figure[]> {
  const byDays = await runs(DAYS, (days) => [`--days=${days}`, `--stores=${STORES_OF_DAYS}`])
  const byStores = await runs(STORES, (stores) => [`--days=${DAYS_OF_STORES}`, `--stores=${stores}`])
  return [...figuresOf('days', byDays), ...figuresOf('stores', byStores)]
}

async function runs(sizes: readonly number[], argsOf: (size: number) => readonly string[]): Promise<Run[]> {
  const results: Run[] = []
  for (const size of sizes) {
    const dataDir = mkdtempSync(join(tmpdir(), 'tillstream-bench-'))
    try {
      const result = await generate(dataDir, '--from=2024-03-04', '--dcs=2', ...argsOf(size))
      results.push({ size, ...result })
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
  return results
}

function figuresOf(name: string, results: readonly Run[]): Figure[] {
  const events = results.map((result) => result.events)
  const rss = results.map(({ peak_rss_bytes }) => peak_rss_bytes)
  return [
    ...results.flatMap(({ size, events: count, seconds, cpu_seconds, peak_rss_bytes }) => [
      figure(`growth_${name}_${size}_events`, count, 'events'),
      figure(`growth_${name}_${size}_wall`, seconds, 's'),
      figure(`growth_${name}_${size}_cpu_node`, cpu_seconds, 'CPU s'),
      figure(`growth_${name}_${size}_peak_rss`, peak_rss_bytes / 2 ** 20, 'MB'),
    ]),
    figure(
      `growth_${name}_wall_exponent`,
      exponent(
        events,
        results.map(({ seconds }) => seconds),
      ),
      'of events',
    ),
    figure(
      `growth_${name}_cpu_exponent`,
      exponent(
        events,
        results.map(({ cpu_seconds }) => cpu_seconds),
      ),
      'of events',
    ),
    figure(
      `growth_${name}_rss_exponent`,
      exponent(
        results.map(({ size }) => size),
        rss,
      ),
      `of ${name}`,
    ),
  ]
}

/** The slope of log y over log x. */
function exponent(x: readonly number[], y: readonly number[]): number {
  const [u, v] = [x.map(Math.log), y.map(Math.log)]
  const [meanU, meanV] = [mean(u), mean(v)]
  const covariance = mean(u.map((value, i) => (value - meanU) * (v[i] - meanV)))
  return covariance / mean(u.map((value) => (value - meanU) ** 2))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
