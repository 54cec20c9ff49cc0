import { expect, test } from 'vitest'
import { keptGolden, presentGolden } from './golden.ts'

test('two days of a small company are to the byte what they were: else raise MODEL_VERSION and `npm run golden:update`', () => {
  expect(presentGolden()).toEqual(keptGolden())
})
