import type { Session } from '../../src/retail/traffic/session.ts'
import { CHECKOUT, ENTRANCE, EXIT, zoneOfDepartment } from '../../src/retail/zones.ts'
import { MINUTE } from '../../src/time/sim-time.ts'
import { NOON } from './given.ts'

/** A party at the till of store 1 at noon, wanting these products and quantities. */
export function atTheTill(startDay: number, ...wants: readonly number[]): Session {
  const story = { ms: NOON - 10 * MINUTE, a: 1, b: 1, c: 1 }
  return {
    storeId: 1,
    day: startDay,
    number: 240_001,
    cause: { id: story, correlation: story, session: story },
    customerId: 0,
    bleId: null,
    segment: 0,
    trip: 0,
    party: 1,
    enteredAt: NOON - 10 * MINUTE,
    zones: [ENTRANCE, zoneOfDepartment(0), CHECKOUT, EXIT],
    leaves: [NOON - 9 * MINUTE, NOON - 2 * MINUTE, NOON + MINUTE, NOON + 2 * MINUTE],
    paysAt: NOON,
    wants: wants.map((value, index) => (index % 2 === 0 ? value - 1 : value)),
    at: 2,
    nextPing: NOON + 10 * MINUTE,
    receiptId: null,
    lostLines: 0,
    substitutes: 0,
    paymentFailed: false,
    impression: null,
    givesBack: null,
  }
}
