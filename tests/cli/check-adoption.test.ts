import { expect, test } from 'vitest'
import { checkAdoption } from '../../src/cli/generate/commands-of.ts'

const asked = {
  id: 'api-1',
  number: 1,
  entry: { kind: 'demand_factor', where: 'all', factor: 2 },
  effective_at: 1500,
  ends_at: null,
} as const

test('a command is the same under another key, or without one', () => {
  const keyed = { ...asked, idempotency_key: 'order-7' }
  expect(() => checkAdoption({ known: [asked], from: 2000, wanted: [keyed] })).not.toThrow()
  expect(() => checkAdoption({ known: [keyed], from: 2000, wanted: [asked] })).not.toThrow()
})

test('a command that differs, or is missing, is told', () => {
  const other = { ...asked, effective_at: 1600 }
  for (const wanted of [[other], []]) {
    expect(() => checkAdoption({ known: [asked], from: 2000, wanted })).toThrow('this log has api-1')
  }
})
