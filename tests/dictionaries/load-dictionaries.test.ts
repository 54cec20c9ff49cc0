import { expect, test } from 'vitest'
import { DictionaryError } from '../../src/dictionaries/dictionary-error.ts'
import { edited, loadSmall, problemsOf, SMALL } from './small-dictionaries.ts'

const TEXT = 'expected 1 to 80 characters without spaces at the ends or control characters'

test('the small dictionaries are good', async () => {
  expect(await problemsOf({})).toEqual([])
})

test('all bad rows are reported at once, in the order of files and lines', async () => {
  const changes = {
    ...edited('first_names.csv', 'Sarvon', ' B'),
    'products.csv': String(SMALL['products.csv']).replace('1.69', 'x').replace('3.29', 'y'),
    ...edited('affinities.csv', '4500', 'many'),
  }
  const loading = loadSmall(changes)
  await expect(loading).rejects.toThrow(DictionaryError)
  await expect(loading).rejects.toThrow(
    [
      `first_names.csv:3 Name " B": ${TEXT}`,
      'products.csv:2 BasePrice "x": expected dollars with two decimals, such as 3.49',
      'products.csv:3 BasePrice "y": expected dollars with two decimals, such as 3.49',
      'affinities.csv:2 RateBps "many": expected a whole number from 1 to 9000',
    ].join('\n'),
  )
  await expect(loading).rejects.toThrow(/^4 problems in the dictionaries of /)
})

test('a bad company does not make its brands bad too', async () => {
  const changes = edited('product_companies.csv', 'Osso Mills Group', ' Osso')
  expect(await problemsOf(changes)).toEqual([`product_companies.csv:2 Company " Osso": ${TEXT}`])
})

test('byte-order mark, Windows line ends, blank lines, quotes and another order of columns change nothing', async () => {
  const plain = await loadSmall()
  const dressed = await loadSmall({
    'product_companies.csv': '\uFEFFCategory,Company\r\n\r\n"Grocery","Osso Mills Group"\r\n\r\n',
    'holidays.csv': String(SMALL['holidays.csv']).replaceAll('\n', '\r\n'),
  })
  expect({ ...dressed, digest: '' }).toEqual({ ...plain, digest: '' })
  expect(dressed.digest).not.toBe(plain.digest)
})
