import { test } from 'vitest'
import { factDcDays } from '../../projections/fact-dc-days.ts'
import { factStoreDays } from '../../projections/fact-store-days.ts'
import { factStoreOps } from '../../projections/fact-store-ops.ts'
import { sample } from '../projection/sample-events.ts'
import { START_MS } from '../projection/stamped.ts'
import { given } from './given.ts'

test('opening tells the weather, closing does not', () => {
  given(factStoreOps)
    .when(sample('store_opened'), sample('store_closed'))
    .gives(
      { store_id: 1, operation_type: 'opened', operation_time: START_MS + 4, weather: 'rainy' },
      { store_id: 1, operation_type: 'closed', operation_time: START_MS + 70, weather: null },
    )
})

test('the control totals of a day are one row', () => {
  const { data } = sample('store_day_ended')
  given(factStoreDays)
    .when(sample('store_day_ended'))
    .gives({ ...data })
  given(factDcDays)
    .when(sample('dc_day_ended'))
    .gives({ dc_id: 2, business_date: '2024-01-15', units_in: 0, units_out: 30 })
})
