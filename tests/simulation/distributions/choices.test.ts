import { expect, test } from 'vitest'
import { AliasTable } from '../../../src/simulation/distributions/alias-table.ts'
import { sampleWithout } from '../../../src/simulation/distributions/sample-without.ts'
import { shuffle } from '../../../src/simulation/distributions/shuffle.ts'
import { zipfWeights } from '../../../src/simulation/distributions/zipf-weights.ts'
import { expectCounts, fixedDraws, take } from './statistics.ts'

const SAMPLES = 200_000

function picks(weights: ArrayLike<number>, purpose: string): number[] {
  const table = new AliasTable(weights)
  const draws = fixedDraws(purpose)
  const counts = Array.from(weights, () => 0)
  for (let i = 0; i < SAMPLES; i++) counts[table.pick(draws)]++
  return counts
}

test('Zipf shares fall with the power of the rank and add up to 1', () => {
  const weights = zipfWeights(1000, 1.2)
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
  for (const rank of [2, 10, 1000]) expect((weights[0] ?? 0) / (weights[rank - 1] ?? 0)).toBeCloseTo(rank ** 1.2, 8)
  expect([...zipfWeights(4, 0)]).toEqual([0.25, 0.25, 0.25, 0.25])
  expect([...zipfWeights(1, 1)]).toEqual([1])
})

test.each([
  ['a few', [1, 2, 3, 4]],
  ['equal ones', [5, 5, 5]],
  ['a single one', [0.1]],
  ['ranks', [...zipfWeights(300, 1)]],
  ['large and tiny ones', [1e300, 1e299, 1e-300]],
] as const)('an alias table picks %s in proportion', (name, weights) => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const counts = picks(weights, `alias ${name}`)
  if (weights.length === 1) expect(counts).toEqual([SAMPLES])
  else
    expectCounts(
      counts,
      weights.map((weight) => weight / total),
    )
})

test('an alias table of more than 65,536 weights picks in proportion', () => {
  const weights = Array.from({ length: 70_000 }, (_, i) => (i % 7) + 1)
  const byWeight = [0, 0, 0, 0, 0, 0, 0]
  for (const [i, count] of picks(weights, 'alias large').entries()) byWeight[i % 7] += count
  expectCounts(
    byWeight,
    byWeight.map((_, i) => (i + 1) / 28),
  )
})

test('an alias table never picks a weight of 0', () => {
  for (const length of [3, 10, 49, 1000]) {
    const weights = Array.from({ length }, (_, i) => (i % 3 === 1 ? 0.1 + i / 7 : 0))
    const counts = picks(weights, 'alias zero')
    for (const [i, weight] of weights.entries()) expect((counts[i] ?? 0) > 0).toBe(weight > 0)
  }
})

test('a shuffle puts each item in each place equally often', () => {
  const draws = fixedDraws('shuffle places')
  const counts = Array.from({ length: 25 }, () => 0)
  for (let i = 0; i < 40_000; i++) {
    const items = [0, 1, 2, 3, 4]
    shuffle(draws, items)
    for (const [place, item] of items.entries()) counts[item * 5 + place]++
  }
  expectCounts(
    counts,
    counts.map(() => 1 / 25),
  )
})

test('a shuffle keeps what it shuffles', () => {
  const items = ['a', 'b', 'c']
  const nothing: string[] = []
  shuffle(fixedDraws('shuffle'), items)
  shuffle(fixedDraws('shuffle'), nothing)
  expect(items.toSorted()).toEqual(['a', 'b', 'c'])
  expect(nothing).toEqual([])
})

test('a sample without replacement has no number twice, and each in each place equally often', () => {
  const draws = fixedDraws('sample places')
  const counts = Array.from({ length: 30 }, () => 0)
  for (let i = 0; i < 40_000; i++) {
    const sample = sampleWithout(draws, 10, 3)
    expect(new Set(sample).size).toBe(3)
    for (const [place, item] of sample.entries()) counts[item * 3 + place]++
  }
  expectCounts(
    counts,
    counts.map(() => 1 / 30),
  )
})

test('a sample may be empty or everything', () => {
  expect(sampleWithout(fixedDraws('sample'), 5, 0)).toEqual([])
  expect(sampleWithout(fixedDraws('sample'), 0, 0)).toEqual([])
  expect(sampleWithout(fixedDraws('sample'), 6, 6).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5])
})

test('arguments that leave no choice are refused', () => {
  expect(() => new AliasTable([])).toThrow('AliasTable: 0 weights, expected 1 to 16777216')
  expect(() => new AliasTable([1, -2])).toThrow('AliasTable: weight -2 at 1, expected a number of 0 or more')
  expect(() => new AliasTable([1, Number.NaN])).toThrow('AliasTable: weight NaN at 1')
  expect(() => new AliasTable([0, 0])).toThrow('AliasTable: the weights add up to 0, expected a positive, finite sum')
  expect(() => new AliasTable([Number.MAX_VALUE, Number.MAX_VALUE])).toThrow('add up to Infinity')
  expect(() => zipfWeights(0, 1)).toThrow('zipfWeights: n 0, expected a whole number of 1 or more')
  expect(() => zipfWeights(2.5, 1)).toThrow('zipfWeights: n 2.5')
  expect(() => zipfWeights(5, -1)).toThrow('zipfWeights: exponent -1, expected a finite number of 0 or more')
  expect(() => sampleWithout(fixedDraws('bad'), 3, 4)).toThrow('sampleWithout: 4 of 3')
  expect(() => sampleWithout(fixedDraws('bad'), 3, -1)).toThrow('sampleWithout: -1 of 3')
})

test('the first choices of a key are these', () => {
  const small = new AliasTable(zipfWeights(1000, 1))
  const large = new AliasTable(zipfWeights(70_000, 1))
  const [one, two] = [fixedDraws('alias'), fixedDraws('alias')]
  const items = [1, 2, 3, 4, 5, 6, 7, 8]
  shuffle(fixedDraws('shuffle'), items)
  expect(take(5, () => small.pick(one))).toEqual([1, 4, 16, 8, 2])
  expect(take(5, () => large.pick(two))).toEqual([6, 309, 18, 5345, 7])
  expect(items).toEqual([1, 2, 3, 7, 4, 8, 5, 6])
  expect(sampleWithout(fixedDraws('sample'), 1000, 5)).toEqual([824, 331, 525, 140, 571])
  expect([...zipfWeights(4, 1.1)]).toEqual([
    0.504335531354664, 0.23528084477907377, 0.15062122863849903, 0.10976239522776322,
  ])
})
