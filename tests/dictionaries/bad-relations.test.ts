import { describe, expect, test } from 'vitest'
import { bad, edited, problemsOf } from './small-dictionaries.ts'

const DEPARTMENT =
  'expected one for each of Grocery, Electronics, Clothing, Health & Beauty, Home & Garden, Baby & Kids, Pet Supplies, Automotive, Office Supplies, Seasonal & Sports'
const CHANNEL = 'expected one for each of FACEBOOK, GOOGLE, INSTAGRAM, YOUTUBE, EMAIL, DISPLAY, SEARCH, SOCIAL, VIDEO'

const CASES = [
  bad(
    'a name that is there twice',
    edited('first_names.csv', 'Sarvon', 'dovina'),
    'first_names.csv:3 Name "dovina": already in line 2',
  ),
  bad(
    'a city that is there twice',
    edited('geographies.csv', 'Velmstead', 'Quarrhaven'),
    'geographies.csv:3 City "Quarrhaven" in State "TX": already in line 2',
    'tax_rates.csv:4 City "Velmstead": expected a City that geographies.csv has in Tarn County, TX',
  ),
  bad(
    'a state in two regions',
    edited('geographies.csv', 'Southwest,9000', 'West,9000'),
    'geographies.csv:3 Region "West": expected "Southwest", where line 2 puts TX',
  ),
  bad(
    'a state without tax rate',
    edited('tax_rates.csv', 'TX,,,625\n', ''),
    'tax_rates.csv: no rate for TX: expected a row with StateCode "TX" and neither County nor City',
  ),
  bad(
    'a rate for an unknown county',
    edited('tax_rates.csv', 'Tarn County,,', 'Torn County,,'),
    'tax_rates.csv:3 County "Torn County": expected a District that geographies.csv has in TX',
  ),
  bad(
    'a rate for a city of no county',
    edited('tax_rates.csv', 'Tarn County,Velmstead', ',Velmstead'),
    'tax_rates.csv:4 County "": expected the district of City "Velmstead"',
  ),
  bad(
    'a rate that is there twice',
    edited('tax_rates.csv', 'TX,,,625', 'TX,,,625\nTX,,,650'),
    'tax_rates.csv:3 StateCode "TX", County "", City "": already in line 2',
  ),
  bad(
    'a brand that is there twice',
    edited('product_brands.csv', 'Pasto 6', 'Pasto 5'),
    'product_brands.csv:7 Brand "Pasto 5": already in line 6',
  ),
  bad(
    'a brand of an unknown company',
    edited('product_brands.csv', 'Pasto 2,Osso Mills Group', 'Pasto 2,Osso'),
    'product_brands.csv:3 Company "Osso": expected a Company of product_companies.csv',
  ),
  bad(
    'a brand of an unknown category',
    edited('product_brands.csv', 'Group,Pasta', 'Group,Paste'),
    'product_brands.csv: 5 brands in Category "Pasta": expected at least 6',
    'product_brands.csv:2 Category "Paste": expected a Category of products.csv',
  ),
  bad(
    'a category in two departments',
    edited('products.csv', '3.29,Grocery', '3.29,Clothing'),
    'products.csv:3 Department "Clothing": expected "Grocery", where line 2 puts Pasta',
  ),
  bad(
    'a subcategory in two categories',
    edited('products.csv', 'Pasta,Pasta Sauce', 'Sauces,Long Pasta'),
    'product_brands.csv: 0 brands in Category "Sauces": expected at least 6',
    'products.csv:3 Category "Sauces": expected "Pasta", where line 2 puts Long Pasta',
    'affinities.csv:2 Partner "Pasta Sauce": expected a Subcategory of products.csv',
  ),
  bad(
    'an affinity with an unknown subcategory',
    edited('affinities.csv', 'Long Pasta', 'Short Pasta'),
    'affinities.csv:2 Subcategory "Short Pasta": expected a Subcategory of products.csv',
  ),
  bad(
    'an affinity with itself',
    edited('affinities.csv', 'Long Pasta', 'Pasta Sauce'),
    'affinities.csv:2 Partner "Pasta Sauce": expected another subcategory than its own',
  ),
  bad(
    'a holiday after an unknown one',
    edited('holidays.csv', 'thanksgiving+1', 'harvest+1'),
    'holidays.csv:3 Rule "harvest+1": expected the Name of a holiday before the sign',
  ),
  bad(
    'a holiday after itself',
    edited('holidays.csv', 'thanksgiving+1', 'black friday+1'),
    'holidays.csv:3 Rule "black friday+1": expected a holiday that does not count from this one',
  ),
  bad(
    'a percentage without rate',
    edited('promotions.csv', '1500', ''),
    'promotions.csv:2 RateBps "": expected a whole number from 1 to 9000, since Kind is PERCENTAGE',
  ),
  bad(
    'an amount above its minimum',
    edited('promotions.csv', '40.00', '5.00'),
    'promotions.csv:3 Minimum: expected more than the Amount',
  ),
  bad(
    'an amount with a rate',
    edited('promotions.csv', 'FIXED_AMOUNT,', 'FIXED_AMOUNT,500'),
    'promotions.csv:3 RateBps "500": expected nothing, since FIXED_AMOUNT has an Amount',
  ),
  bad(
    'a channel that is missing',
    edited('channels.csv', 'VIDEO,0.10,0.25,150\n', ''),
    `channels.csv: no row for Channel "VIDEO": ${CHANNEL}`,
  ),
  bad(
    'costs in the wrong order',
    edited('channels.csv', '0.25', '0.05'),
    'channels.csv:2 CostMax: expected at least CostMin',
  ),
  bad(
    'a department that is missing',
    edited('department_seasons.csv', 'Clothing', 'Electronics'),
    `department_seasons.csv: no row for Department "Clothing": ${DEPARTMENT}`,
    'department_seasons.csv:4 Department "Electronics": already in line 3',
  ),
]

describe('a bad relation is reported with file, line and rule:', () => {
  test.each(CASES)('$what', async ({ changes, problems }) => {
    expect(await problemsOf(changes)).toEqual(problems)
  })
})
