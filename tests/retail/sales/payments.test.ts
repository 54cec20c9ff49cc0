import { describe, expect, test } from 'vitest'
import { STORE_TENDERS } from '../../../src/retail/fields.ts'
import { attemptPayments, type PaymentAttempt } from '../../../src/retail/sales/payments.ts'
import { Moment } from '../../../src/simulation/moment.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { type Settings, smallConfig } from '../simulated.ts'

const TIMES = 20_000

/** What happens at the till, many times: a moment each. */
function attempts(payments: NonNullable<Settings['payments']> = {}, times = TIMES): PaymentAttempt[][] {
  const config = smallConfig({ payments })
  const at = new Moment(rootKey('payments'), () => {})
  return Array.from({ length: times }, (_, index) => {
    at.begin({ due: index + 1, entity: 1, kind: 0, data: null })
    return attemptPayments(config, at)
  })
}

/** Six standard errors of a share: chance stays within them but twice in a thousand million times. */
function interval(share: number, times: number): [low: number, high: number] {
  const error = Math.sqrt((share * (1 - share)) / times)
  return [share - 6 * error, share + 6 * error]
}

function expectShare(count: number, times: number, share: number): void {
  const [low, high] = interval(share, times)
  expect(count / times).toBeGreaterThanOrEqual(low)
  expect(count / times).toBeLessThanOrEqual(high)
}

describe('an attempt to pay', () => {
  const all = attempts()
  const first = all.flatMap(([attempt]) => (attempt === undefined ? [] : [attempt]))

  test('uses the tenders as they are mixed', () => {
    const mix = { CREDIT_CARD: 0.4, DEBIT_CARD: 0.3, CASH: 0.2, MOBILE_PAY: 0.1, CHECK: 0 }
    for (const tender of STORE_TENDERS) {
      expectShare(first.filter((attempt) => attempt.tender === tender).length, TIMES, mix[tender])
    }
  })

  test('is declined as often as rate and tender say', () => {
    const factors = { CREDIT_CARD: 1, DEBIT_CARD: 0.8, MOBILE_PAY: 1.2 }
    for (const [tender, factor] of Object.entries(factors)) {
      const own = first.filter((attempt) => attempt.tender === tender)
      expectShare(own.filter(({ declineReason }) => declineReason !== null).length, own.length, 0.025 * factor)
    }
  })

  test('takes as long as its terminal', () => {
    const credit = first.filter(({ tender }) => tender === 'CREDIT_CARD').map(({ processingMs }) => processingMs)
    expect(Math.min(...credit)).toBeGreaterThanOrEqual(1500)
    expect(Math.max(...credit)).toBeLessThanOrEqual(4000)
  })

  test('that is declined is followed by one with another tender; one that is approved by none', () => {
    for (const [attempt, second, ...more] of all) {
      expect(second !== undefined).toBe(attempt?.declineReason !== null)
      expect(second?.tender).not.toBe(attempt?.tender)
      expect(more).toEqual([])
    }
  })
})

test('every reason to decline occurs', () => {
  const reasons = attempts({ decline_rate: 1 }, 2000)
    .flat()
    .map(({ declineReason }) => declineReason)
  expect(new Set(reasons).size).toBe(7 + 1)
})

test('cash is never declined, however bad the times', () => {
  const hard = { CREDIT_CARD: 1, DEBIT_CARD: 1, MOBILE_PAY: 1, CHECK: 1 }
  const all = attempts({ decline_rate: 1, decline_factors: hard }, 2000).flat()
  expect(all.filter(({ tender }) => tender === 'CASH').length).toBeGreaterThan(100)
  expect(all.every(({ tender, declineReason }) => (declineReason === null) === (tender === 'CASH'))).toBe(true)
})

test('who can pay in one way only may try another, though nobody begins with it', () => {
  const tender_mix = { CREDIT_CARD: 1, DEBIT_CARD: 0, CASH: 0, MOBILE_PAY: 0, CHECK: 0 }
  for (const [one, two] of attempts({ tender_mix, decline_rate: 1 }, 100)) {
    expect([one?.tender, two === undefined]).toEqual(['CREDIT_CARD', false])
    expect(two?.tender).not.toBe('CREDIT_CARD')
  }
})
