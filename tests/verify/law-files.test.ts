import { expect, test } from 'vitest'
import { parseLaw, readLawFiles } from '../../src/verify/law-files.ts'
import { lawsPage } from '../../src/verify/laws-page.ts'
import { lawTitles } from '../../src/verify/run-laws.ts'

test('every law file begins with its number, which is that of its name', () => {
  const files = [...readLawFiles('laws'), ...readLawFiles('conservation')]
  expect(files.length).toBeGreaterThan(15)
  for (const { path, law } of files) expect(Number(/\/(\d\d)-/.exec(path)?.[1]), path).toBe(law)
})

test('a law file without a title is refused with what it lacks', () => {
  expect(() => parseLaw('99-x.sql', '-- law: 99\nSELECT 1')).toThrow(
    '99-x.sql does not begin with the lines "-- law: NUMBER", "-- name: snake_case", "-- says: Sentence."',
  )
})

test('no two laws share a name', () => {
  const names = lawTitles().map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('docs/laws.md is current (vitest -u writes it)', async () => {
  await expect(lawsPage()).toMatchFileSnapshot('../../docs/laws.md')
})
