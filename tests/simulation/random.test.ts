import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type DrawKey,
  Draws,
  deriveKey,
  deriveKeyWide,
  drawsFor,
  KeyBuilder,
  wordAt,
  wordOf,
} from '../../src/simulation/random.ts'
import { rootKey } from '../../src/simulation/root-key.ts'
import { agentCodeOf, entityKey, entityNumberOf, packNumber } from '../../src/simulation/wake-up.ts'

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const key: fc.Arbitrary<DrawKey> = fc.record({ x: word, y: word })

test('the first draws of seed 42 are these on every machine', () => {
  const root = rootKey(42)
  const draws = drawsFor(root, wordOf('golden'))
  expect(root).toEqual({ x: 673_810_815, y: 2_139_357_958 })
  expect(wordOf('golden')).toBe(1_026_549_336)
  expect(Array.from({ length: 5 }, () => draws.word())).toEqual([
    43965944, -939941810, 356972759, -39543712, -1095387634,
  ])
  expect([draws.unit(), draws.unit53(), draws.below(1000), draws.between(-5, 5), draws.chance(0.5)]).toEqual([
    0.9809593167155981,
    0.3314609576488107,
    902,
    -2,
    true,
  ])
})

test('a seed is the same as a number and as its decimal text, and another seed is another root', () => {
  expect(rootKey('42')).toEqual(rootKey(42))
  const roots = [0, 1, 11, 111, 7, 8, 42, 4242, 4_294_967_295, 'a', 'aa', 'A', 'tillstream', ' 42'].map((seed) =>
    JSON.stringify(rootKey(seed)),
  )
  expect(new Set(roots).size).toBe(roots.length)
})

test('draws are a function of key and counter alone', () => {
  fc.assert(
    fc.property(key, fc.integer({ min: 1, max: 50 }), (root, count) => {
      const draws = new Draws(root)
      const words = Array.from({ length: count }, () => draws.word())
      expect(words).toEqual(Array.from({ length: count }, (_, counter) => wordAt(root, counter)))
    }),
  )
})

test('another purpose, another thing drawn for, another entity and another counter are other luck', () => {
  fc.assert(
    fc.property(key, word, word, word, (root, purpose, other, sub) => {
      fc.pre(purpose !== other)
      const first = (a: number, b: number) => drawsFor(root, a, b).unit53()
      expect(first(purpose, sub)).not.toBe(first(other, sub))
      expect(first(sub, purpose)).not.toBe(first(sub, other))
      expect(deriveKey(root, purpose)).not.toEqual(deriveKey(root, other))
      expect(wordAt(root, Math.abs(purpose))).not.toBe(wordAt(root, Math.abs(purpose) + 1))
    }),
  )
})

test('keys of neighbours share no bits more than chance would have it', () => {
  const root = rootKey(1)
  const purposes = ['weather', 'who', 'walk', 'pay'].map(wordOf)
  let bits = 0
  let pairs = 0
  for (let entity = 0; entity < 500; entity++) {
    for (const purpose of purposes) {
      const left = new KeyBuilder().from(root).addWide(entityKey(5, entity)).add(purpose)
      const right = new KeyBuilder()
        .from(root)
        .addWide(entityKey(5, entity + 1))
        .add(purpose)
      bits += ones(wordAt(left, 0) ^ wordAt(right, 0)) + ones(wordAt(left, 0) ^ wordAt(left, 1))
      pairs += 2
    }
  }
  // 32 fair coins each: 16 in the mean, 4,000 pairs have a standard error of 0.045.
  expect(bits / pairs).toBeGreaterThan(16 - 0.25)
  expect(bits / pairs).toBeLessThan(16 + 0.25)
})

function ones(value: number): number {
  let count = 0
  for (let left = value >>> 0; left > 0; left = Math.floor(left / 2)) count += left & 1
  return count
}

test('a wide key takes in all bits of a safe integer', () => {
  const root = rootKey(1)
  const keys = [0, 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 45, 2 ** 52, Number.MAX_SAFE_INTEGER].map((value) =>
    JSON.stringify(deriveKeyWide(root, value)),
  )
  expect(new Set(keys).size).toBe(keys.length)
})

test('uniform draws stay in their ranges and reach both ends', () => {
  const draws = new Draws(rootKey('ranges'))
  const seen = { below: new Set<number>(), between: new Set<number>() }
  for (let i = 0; i < 2000; i++) {
    expect([draws.unit(), draws.unit53()].every((unit) => unit >= 0 && unit < 1)).toBe(true)
    seen.below.add(draws.below(6))
    seen.between.add(draws.between(-2, 2))
  }
  expect([...seen.below].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5])
  expect([...seen.between].toSorted((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2])
  expect([draws.chance(0), draws.chance(1)]).toEqual([false, true])
})

test('a key that is kept does not change with its builder', () => {
  const builder = new KeyBuilder().from(rootKey(1)).add(1)
  const kept = builder.toKey()
  builder.add(2)
  expect(kept).toEqual(deriveKey(rootKey(1), 1))
})

test('an entity key is one safe integer that tells the agent and the number', () => {
  fc.assert(
    fc.property(fc.nat(31), fc.integer({ min: 0, max: 2 ** 48 - 1 }), (code, number) => {
      const entity = entityKey(code, number)
      expect(Number.isSafeInteger(entity)).toBe(true)
      expect([agentCodeOf(entity), entityNumberOf(entity)]).toEqual([code, number])
    }),
  )
  expect(entityKey(1, 2 ** 48 - 1)).toBeLessThan(entityKey(2, 0))
})

test('an entity number that does not fit is refused', () => {
  expect(() => entityKey(1, 2 ** 48)).toThrow('entity number 281474976710656 is not below 2^48')
  expect(() => entityKey(1, -1)).toThrow('entity number -1 is not below 2^48')
  expect(() => entityKey(1, Number.NaN)).toThrow('entity number NaN is not below 2^48')
})

test('numbers packed into one keep their order, part by part, and each must fit', () => {
  const part = fc.integer({ min: 0, max: 99 })
  fc.assert(
    fc.property(part, part, part, part, (a, b, c, d) => {
      const [left, right] = [packNumber([a, 100], [b, 100]), packNumber([c, 100], [d, 100])]
      expect(Math.sign(left - right)).toBe(Math.sign(a - c || b - d))
    }),
  )
  expect(packNumber([1, 2], [2, 3], [3, 4])).toBe(1 * 12 + 2 * 4 + 3)
  expect(() => packNumber([1, 2], [3, 3])).toThrow('3 does not fit an entity number (below 3)')
  expect(() => packNumber([-1, 2])).toThrow('-1 does not fit an entity number (below 2)')
})
