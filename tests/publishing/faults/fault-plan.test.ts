import { expect, test } from 'vitest'
import { CORRUPTIONS, type Fault, planFaults } from '../../../src/publishing/faults/fault-plan.ts'
import { makeEventId } from '../../../src/simulation/event-id.ts'

const EVENTS = 50_000
const RATES = { late: 0.03, duplicate: 0.02, drop: 0.005, corrupt: 0.01 }
const NONE = { late: 0, duplicate: 0, drop: 0, corrupt: 0 }
const ids = Array.from({ length: EVENTS }, (_, number) => makeEventId(1_709_539_200_000 + number * 700, 1, 2, number))

function faults(seed: string, rates = RATES): ReadonlyArray<Fault | undefined> {
  const plan = planFaults(rates, seed)
  return ids.map((id) => plan({ id }))
}

test.each(['faults', 'others', '7'])('with the seed %s every share is near what was asked for', (seed) => {
  const counts = Map.groupBy(faults(seed), (fault) => fault?.kind)
  for (const [kind, rate] of Object.entries(RATES)) {
    const expected = EVENTS * rate
    const deviation = Math.sqrt(expected * (1 - rate))
    expect(Math.abs((counts.get(kind as Fault['kind'])?.length ?? 0) - expected)).toBeLessThan(2.576 * deviation)
  }
})

test('the same seed chooses the same events, another seed others', () => {
  expect(faults('faults')).toEqual(faults('faults'))
  const others = faults('other')
  const both = faults('faults').filter((fault, index) => fault !== undefined && others[index]?.kind === fault.kind)
  expect(both.length).toBeLessThan(EVENTS * 0.005)
})

test('an event keeps its fault when other shares grow behind it', () => {
  const few = faults('faults', { ...NONE, late: 0.03 })
  expect(faults('faults').filter((fault) => fault?.kind === 'late')).toEqual(few.filter(Boolean))
})

test('delays, copies and ways to be corrupt spread over what they may be', () => {
  const all = faults('faults', { late: 0.4, duplicate: 0.3, drop: 0, corrupt: 0.3 })
  const delays = all.flatMap((fault) => (fault?.kind === 'late' ? [fault.delaySeconds] : []))
  const copies = all.flatMap((fault) => (fault?.kind === 'duplicate' ? [fault.copies] : []))
  const ways = all.flatMap((fault) => (fault?.kind === 'corrupt' ? [fault.how] : []))
  expect([Math.min(...delays), Math.max(...delays)]).toEqual([30, 3599])
  expect(new Set(copies)).toEqual(new Set([2, 3]))
  expect(new Set(ways)).toEqual(new Set(CORRUPTIONS))
  expect(all).not.toContain(undefined)
})

test('without shares nothing happens, and more than all is refused', () => {
  expect(new Set(faults('faults', NONE))).toEqual(new Set([undefined]))
  expect(() => planFaults({ ...NONE, late: 0.6, drop: 0.5 }, 'x')).toThrow(
    'stream.faults: the shares come to 1.1, allowed: 1 together at most',
  )
})
