import { expect, test } from 'vitest'
import { continueWorld, differenceInWords, worldConfigOf, worldDifferences } from '../../src/config/world.ts'
import { resolving } from './resolving.ts'

const demo = worldConfigOf(resolving({ preset: 'demo' }).config)

test('what does not shape the world is left out', () => {
  const other = resolving({ preset: 'demo', flags: { 'database.port': '5', 'realtime.burst': '7', log_level: 'warn' } })
  expect(JSON.stringify(worldConfigOf(other.config))).toBe(JSON.stringify(demo))
  expect(Object.keys(demo)).not.toContain('realtime')
})

test('names stand in alphabetical order at every level, whatever the order given', () => {
  const orders = [
    { volume: { dcs: 3, stores: 4 }, seed: 1 },
    { seed: 1, volume: { stores: 4, dcs: 3 } },
  ]
  const [first, second] = orders.map((file) => JSON.stringify(worldConfigOf(resolving({ file }).config)))
  expect(first).toBe(second)
  expect(Object.keys(demo)).toEqual(Object.keys(demo).toSorted())
})

test('a difference names the key, the value of the log and the value given', () => {
  const given = worldConfigOf(resolving({ preset: 'demo', flags: { 'volume.stores': '7', seed: 'x' } }).config)
  expect(worldDifferences(demo, given).map(differenceInWords)).toEqual([
    'seed: the log was made with 42, this run asks for "x"',
    'volume.stores: the log was made with 6, this run asks for 7',
  ])
})

test('going on takes what nobody set from the log, and reports what somebody set differently', () => {
  const { resolved, differences } = continueWorld(
    resolving({ flags: { 'volume.dcs': '3', 'volume.stores': '6' } }),
    demo,
  )
  expect(resolved.config.volume.total_customers).toBe(2000)
  expect(resolved.sources.get('volume.total_customers')).toBe('log')
  expect(differences.map((difference) => difference.key)).toEqual(['volume.dcs'])
})
