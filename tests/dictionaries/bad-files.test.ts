import { describe, expect, test } from 'vitest'
import { bad, edited, problemsOf } from './small-dictionaries.ts'

const PRODUCT_COLUMNS = 'ProductName,BasePrice,Department,Category,Subcategory,Taxability,Tags'

const CASES = [
  bad(
    'a value too many',
    edited('products.csv', 'pantry;dinner', 'pantry,dinner'),
    `products.csv:2 8 values: expected 7, one for each of ${PRODUCT_COLUMNS}`,
  ),
  bad(
    'a row with one value',
    edited('products.csv', 'Marinara', '\nMarinade\nMarinara'),
    `products.csv:4 1 value: expected 7, one for each of ${PRODUCT_COLUMNS}`,
  ),
  bad(
    'a misspelt column',
    edited('products.csv', 'BasePrice', 'BasePrise'),
    `products.csv:1 unknown column "BasePrise", did you mean "BasePrice"?: expected the columns ${PRODUCT_COLUMNS}`,
  ),
  bad(
    'a missing and a further column',
    edited('affinities.csv', 'RateBps', 'Weekday'),
    'affinities.csv:1 unknown column "Weekday": expected the columns Subcategory,Partner,RateBps',
    'affinities.csv:1 missing column "RateBps": expected the columns Subcategory,Partner,RateBps',
  ),
  bad(
    'a column that is there twice',
    edited('affinities.csv', 'RateBps', 'RateBps,Partner'),
    'affinities.csv:1 column "Partner" is there twice: expected the columns Subcategory,Partner,RateBps',
  ),
  bad(
    'semicolons for commas',
    edited('product_companies.csv', 'Company,Category', 'Company;Category'),
    'product_companies.csv:1 columns are separated by commas: expected Company,Category',
  ),
  bad('a file that is not there', { 'street_names.csv': null }, 'street_names.csv: missing: expected this file'),
  bad(
    'an empty file',
    { 'street_names.csv': '' },
    'street_names.csv: empty: expected a header Name and at least one row',
  ),
  bad(
    'a file without rows',
    { 'street_names.csv': 'Name\r\n' },
    'street_names.csv: no rows: expected a header Name and at least one row',
  ),
  bad(
    'another encoding',
    { 'street_names.csv': Uint8Array.of(0x4e, 0x61, 0x6d, 0x65, 0x0a, 0xe9) },
    'street_names.csv: not UTF-8: save the file in that encoding',
  ),
  bad(
    'a quote that stays open',
    { 'street_names.csv': 'Name\n"Gamglen Street\n' },
    'street_names.csv:2 quotes do not pair up to here: a value with a comma or quote stands in quotes, and a quote in it is doubled',
  ),
]

describe('a bad file or row is reported with file, line and rule:', () => {
  test.each(CASES)('$what', async ({ changes, problems }) => {
    expect(await problemsOf(changes)).toEqual(problems)
  })
})
