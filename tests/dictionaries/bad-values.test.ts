import { describe, expect, test } from 'vitest'
import { bad, edited, problemsOf } from './small-dictionaries.ts'

const TEXT = 'expected 1 to 80 characters without spaces at the ends or control characters'
const DEPARTMENT =
  'expected one of Grocery, Electronics, Clothing, Health & Beauty, Home & Garden, Baby & Kids, Pet Supplies, Automotive, Office Supplies, Seasonal & Sports'

const CASES = [
  bad(
    'a price that is no number',
    edited('products.csv', '1.69', 'abc'),
    'products.csv:2 BasePrice "abc": expected dollars with two decimals, such as 3.49',
  ),
  bad(
    'a price with one decimal',
    edited('products.csv', '1.69', '1.7'),
    'products.csv:2 BasePrice "1.7": expected dollars with two decimals, such as 3.49',
  ),
  bad(
    'a negative price',
    edited('products.csv', '1.69', '-1.69'),
    'products.csv:2 BasePrice "-1.69": expected dollars with two decimals, such as 3.49',
  ),
  bad(
    'a price of nothing',
    edited('products.csv', '3.29', '0.00'),
    'products.csv:3 BasePrice "0.00": expected more than 0.00',
  ),
  bad(
    'an unknown taxability',
    edited('products.csv', 'NON_TAXABLE', 'none'),
    'products.csv:2 Taxability "none": expected one of TAXABLE, REDUCED_RATE, NON_TAXABLE',
  ),
  bad(
    'an unknown department',
    edited('products.csv', '1.69,Grocery', '1.69,Food'),
    `products.csv:2 Department "Food": ${DEPARTMENT}`,
  ),
  bad(
    'a capital in a tag',
    edited('products.csv', 'pantry;', 'Pantry;'),
    'products.csv:2 Tags "Pantry;dinner": expected lower-case tags separated by ;, none twice, such as organic;gluten-free',
  ),
  bad(
    'a name that is missing',
    edited('products.csv', 'Spaghetti 16 oz', ''),
    'products.csv:2 ProductName "": expected a value',
  ),
  bad('a space at an end', edited('first_names.csv', 'Sarvon', 'Sarvon '), `first_names.csv:3 Name "Sarvon ": ${TEXT}`),
  bad(
    'a line break in quotes',
    edited('last_names.csv', 'Tessory', '"Tess\nory"'),
    `last_names.csv:2 Name "Tess\\nory": ${TEXT}`,
  ),
  bad(
    'a ZIP code of four digits',
    edited('geographies.csv', '00202', '0202'),
    'geographies.csv:3 Zip "0202": expected five digits, such as 00417',
  ),
  bad(
    'a state in small letters',
    edited('geographies.csv', 'Velmstead,TX', 'Velmstead,Tx'),
    'geographies.csv:3 State "Tx": expected two capital letters, such as TX',
  ),
  bad(
    'a town without people',
    edited('geographies.csv', '9000', '0'),
    'geographies.csv:3 Population "0": expected a whole number from 1 to 50000000',
  ),
  bad(
    'an unknown time zone',
    edited('geographies.csv', 'America/Chicago', 'America/Quarrhaven'),
    'geographies.csv:2 TimeZone "America/Quarrhaven": expected an IANA time zone, such as America/Chicago',
  ),
  bad(
    'a tax rate in percent',
    edited('tax_rates.csv', '625', '6.25'),
    'tax_rates.csv:2 CombinedRateBps "6.25": expected a whole number from 0 to 2000',
  ),
  bad(
    'a holiday that never is',
    edited('holidays.csv', '12-25', '02-30'),
    'holidays.csv:4 Rule "02-30": expected a day such as 12-25, 11-thu-4, 05-mon-last or thanksgiving+1',
  ),
  bad(
    'a factor beyond reason',
    edited('holidays.csv', '3.5', '35'),
    'holidays.csv:3 DemandFactor "35": expected a factor from 0 to 10, such as 1.25',
  ),
  bad(
    'yes in another word',
    edited('holidays.csv', 'no,yes', 'no,true'),
    'holidays.csv:4 Closed "true": expected yes or no',
  ),
  bad(
    'a thirteenth month',
    edited('promotions.csv', '6;7;8', '6;13'),
    'promotions.csv:3 Months "6;13": expected months from 1 to 12 separated by ;, none twice, such as 6;7;8',
  ),
  bad(
    'an unknown kind',
    edited('promotions.csv', 'PERCENTAGE', 'PERCENT'),
    'promotions.csv:2 Kind "PERCENT": expected one of PERCENTAGE, FIXED_AMOUNT, BOGO',
  ),
  bad(
    'an affinity of nothing',
    edited('affinities.csv', '4500', '0'),
    'affinities.csv:2 RateBps "0": expected a whole number from 1 to 9000',
  ),
  bad(
    'a season without number',
    edited('department_seasons.csv', '2.25', ''),
    'department_seasons.csv:2 Dec "": expected a factor from 0.05 to 10, such as 1.25',
  ),
]

describe('a bad value is reported with file, line and rule:', () => {
  test.each(CASES)('$what', async ({ changes, problems }) => {
    expect(await problemsOf(changes)).toEqual(problems)
  })
})
