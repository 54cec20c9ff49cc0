import { describe, expect, test } from 'vitest'
import { bad, edited, loadSmall, problemsOf } from './small-dictionaries.ts'

const GROCERY = 'store_types/grocery.csv'
const LUXURY = 'store_types/luxury.csv'

const CASES = [
  bad('a store type without a file', { [LUXURY]: null }, `${LUXURY}: missing: expected this file`),
  bad(
    'an unknown group',
    edited(GROCERY, 'weekday,Mon', 'day,Mon'),
    `${GROCERY}:30 Group "day": expected one of figure, hour, weekday, month, department`,
  ),
  bad(
    'a value that is no number',
    edited(GROCERY, 'hour,7,1', 'hour,7,often'),
    `${GROCERY}:13 Value "often": expected a number from 0 with at most three decimals, such as 1.25`,
  ),
  bad(
    'a negative value',
    edited(GROCERY, 'month,Feb,1', 'month,Feb,-1'),
    `${GROCERY}:38 Value "-1": expected a number from 0 with at most three decimals, such as 1.25`,
  ),
  bad(
    'an hour without a number',
    edited(GROCERY, 'hour,23', 'hour,noon'),
    `${GROCERY}: no row for the hour 23: expected one for each`,
    `${GROCERY}:29 Key "noon": expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, since Group is hour`,
  ),
  bad(
    'an hour in which nobody can come',
    edited(GROCERY, 'hour,8,1', 'hour,8,0'),
    `${GROCERY}:14 Value "0": expected 0.05 to 10 for the hour 8`,
  ),
  bad(
    'a share above one',
    edited(LUXURY, 'promotion_rate,1', 'promotion_rate,1.01'),
    `${LUXURY}:4 Value "1.01": expected 0 to 1 for the figure promotion_rate`,
  ),
  bad(
    'a receipt with less than an item',
    edited(LUXURY, 'items_per_ticket,1', 'items_per_ticket,0.5'),
    `${LUXURY}:2 Value "0.5": expected 1 to 60 for the figure items_per_ticket`,
  ),
  bad(
    'a ticket without a price',
    edited(LUXURY, 'target_ticket_usd,1', 'target_ticket_usd,0'),
    `${LUXURY}:3 Value "0": expected 1 to 100000 for the figure target_ticket_usd`,
  ),
  bad(
    'keys that are missing',
    edited(LUXURY, 'weekday,Tue,1\nweekday,Wed,1\n', ''),
    `${LUXURY}: no row for the weekday Tue, Wed: expected one for each`,
  ),
  bad(
    'a key that is there twice',
    edited(LUXURY, 'weekday,Tue,1\n', 'weekday,Tue,1\nweekday,Tue,1\n'),
    `${LUXURY}:32 Group "weekday" with Key "Tue": already in line 31`,
  ),
  bad(
    'a department that nobody knows',
    edited(LUXURY, 'department,Grocery,1', 'department,Bakery,1'),
    `${LUXURY}: no row for the department Grocery: expected one for each`,
    `${LUXURY}:49 Key "Bakery": expected one of Grocery, Electronics, Clothing, Health & Beauty, Home & Garden, Baby & Kids, Pet Supplies, Automotive, Office Supplies, Seasonal & Sports, since Group is department`,
  ),
  bad(
    'a store type that carries nothing',
    { [LUXURY]: carryingNothing() },
    `${LUXURY}: every department is 0: expected one that is carried`,
  ),
]

function carryingNothing(): string {
  const [[, text]] = Object.entries(edited(LUXURY, 'Group', 'Group')) as [[string, string]]
  return text.replaceAll(/^(department,.*),1$/gm, '$1,0')
}

describe('a bad row of a store type is reported with file, line and rule:', () => {
  test.each(CASES)('$what', async ({ changes, problems }) => {
    expect(await problemsOf(changes)).toEqual(problems)
  })
})

test('a store type has its figures, and its factors in order', async () => {
  const { storeTypes } = await loadSmall({
    ...edited(GROCERY, 'hour,7,1', 'hour,7,1.5'),
    ...edited(LUXURY, 'target_ticket_usd,1', 'target_ticket_usd,1450'),
  })
  expect(storeTypes.map(({ storeType }) => storeType)).toEqual(['supercenter', 'grocery', 'hardware', 'luxury'])
  expect(storeTypes[1].hours.map((factor) => factor > 1)).toEqual(Array.from({ length: 24 }, (_, hour) => hour === 7))
  expect(storeTypes[3]).toEqual({
    storeType: 'luxury',
    itemsPerTicket: 1,
    targetTicketUsd: 1450,
    promotionRate: 1,
    onlineShare: 1,
    hours: Array(24).fill(1),
    weekdays: Array(7).fill(1),
    months: Array(12).fill(1),
    departments: Array(10).fill(1),
  })
})
