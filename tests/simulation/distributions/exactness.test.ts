import { afterEach, expect, test, vi } from 'vitest'
import { fixedDraws } from './statistics.ts'

const INEXACT = [
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atan2',
  'atanh',
  'cbrt',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'hypot',
  'log',
  'log10',
  'log1p',
  'log2',
  'pow',
  'random',
  'sin',
  'sinh',
  'tan',
  'tanh',
] as const

afterEach(() => {
  vi.restoreAllMocks()
})

test('no distribution asks the engine for a function that engines may round differently', async () => {
  const calls: string[] = []
  for (const name of INEXACT) {
    vi.spyOn(Math, name).mockImplementation(() => {
      calls.push(name)
      return Number.NaN
    })
  }
  vi.resetModules()
  const { exponential } = await import('../../../src/simulation/distributions/exponential.ts')
  const { normal } = await import('../../../src/simulation/distributions/normal.ts')
  const { poisson } = await import('../../../src/simulation/distributions/poisson.ts')
  const { zipfWeights } = await import('../../../src/simulation/distributions/zipf-weights.ts')
  const { AliasTable } = await import('../../../src/simulation/distributions/alias-table.ts')
  const { sampleWithout } = await import('../../../src/simulation/distributions/sample-without.ts')
  const draws = fixedDraws('exactness')
  const table = new AliasTable(zipfWeights(50, 1.3))
  let sum = 0
  for (let i = 0; i < 20_000; i++) {
    sum += exponential(draws, 2) + normal(draws, 0, 1) + poisson(draws, 3) + poisson(draws, 300) + table.pick(draws)
  }
  expect(sampleWithout(draws, 10, 3)).toHaveLength(3)
  expect(sum).toBeGreaterThan(0)
  expect(calls).toEqual([])
})
