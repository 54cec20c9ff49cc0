import { MAX_HOLIDAY_REACH } from '../time/holiday-days.ts'
import { parseHolidayRule } from '../time/holiday-rule.ts'
import * as cell from './cells.ts'
import { STORE_TYPE_TABLES } from './store-type-tables.ts'
import { defineTable } from './table.ts'
import { DEPARTMENTS, MARKETING_CHANNELS, type PromotionEntry, TAXABILITIES } from './types.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
type Month = (typeof MONTHS)[number]

const state = cell.form(/^[A-Z]{2}$/, 'two capital letters, such as TX')
const department = cell.oneOf(DEPARTMENTS)

const geographies = defineTable(
  'geographies.csv',
  {
    City: cell.text,
    State: state,
    Zip: cell.form(/^\d{5}$/, 'five digits, such as 00417'),
    District: cell.text,
    Region: cell.text,
    Population: cell.whole(1, 50_000_000),
    TimeZone: cell.text,
  },
  (row) => ({
    city: row.City,
    state: row.State,
    zip: row.Zip,
    district: row.District,
    region: row.Region,
    population: row.Population,
    timeZone: row.TimeZone,
  }),
)

const firstNames = defineTable('first_names.csv', { Name: cell.text }, (row) => row.Name)

const lastNames = defineTable('last_names.csv', { Name: cell.text }, (row) => row.Name)

const companies = defineTable('product_companies.csv', { Company: cell.text, Category: department }, (row) => ({
  company: row.Company,
  category: row.Category,
}))

const brands = defineTable(
  'product_brands.csv',
  { Brand: cell.text, Company: cell.text, Category: cell.text },
  (row) => ({ brand: row.Brand, company: row.Company, category: row.Category }),
)

const products = defineTable(
  'products.csv',
  {
    ProductName: cell.text,
    BasePrice: cell.dollars,
    Department: department,
    Category: cell.text,
    Subcategory: cell.text,
    Taxability: cell.oneOf(TAXABILITIES),
    Tags: cell.list(
      cell.form(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a tag'),
      'lower-case tags separated by ;, none twice, such as organic;gluten-free',
    ),
  },
  (row) => ({
    productName: row.ProductName,
    basePriceCents: row.BasePrice,
    department: row.Department,
    category: row.Category,
    subcategory: row.Subcategory,
    taxability: row.Taxability,
    tags: row.Tags,
  }),
)

const taxRates = defineTable(
  'tax_rates.csv',
  { StateCode: state, County: cell.optionalText, City: cell.optionalText, CombinedRateBps: cell.whole(0, 2000) },
  (row) => ({ stateCode: row.StateCode, county: row.County, city: row.City, combinedRateBps: row.CombinedRateBps }),
)

const streetNames = defineTable('street_names.csv', { Name: cell.text }, (row) => row.Name)

const holidays = defineTable(
  'holidays.csv',
  {
    Name: cell.text,
    Rule: cell.text.refine(
      (rule) => parseHolidayRule(rule) !== undefined,
      'a day such as 12-25, 11-thu-4, 05-mon-last or thanksgiving+1',
    ),
    DemandFactor: cell.factor(0, 10),
    Days: cell.whole(1, MAX_HOLIDAY_REACH),
    Leads: cell.yesOrNo,
    Closed: cell.yesOrNo,
  },
  (row) => ({
    name: row.Name,
    rule: row.Rule,
    demandFactor: row.DemandFactor,
    days: row.Days,
    leads: row.Leads,
    closed: row.Closed,
  }),
)

/** A promotion as the file has it: a rate or an amount, the other one 0. */
export interface PromotionRow extends Omit<PromotionEntry, 'value'> {
  readonly rateBps: number
  readonly amountCents: number
}

const promotions = defineTable(
  'promotions.csv',
  {
    Code: cell.form(/^[A-Z][A-Z0-9]{2,19}$/, '3 to 20 capital letters and digits, a letter first, such as SAVE10'),
    Kind: cell.oneOf(['PERCENTAGE', 'FIXED_AMOUNT', 'BOGO'] as const),
    RateBps: cell.optionalWhole(1, 9000),
    Amount: cell.optionalDollars,
    Minimum: cell.optionalDollars,
    Months: cell.list(cell.whole(1, 12), 'months from 1 to 12 separated by ;, none twice, such as 6;7;8'),
    Departments: cell.list(department, `departments separated by ;, none twice, out of ${DEPARTMENTS.join(', ')}`),
    Clearance: cell.yesOrNo,
  },
  (row): PromotionRow => ({
    code: row.Code,
    kind: row.Kind,
    rateBps: row.RateBps,
    amountCents: row.Amount,
    minimumCents: row.Minimum,
    months: row.Months,
    departments: row.Departments,
    clearance: row.Clearance,
  }),
)

const channels = defineTable(
  'channels.csv',
  {
    Channel: cell.oneOf(MARKETING_CHANNELS),
    CostMin: cell.dollars,
    CostMax: cell.dollars,
    ConversionBps: cell.whole(1, 10_000),
  },
  (row) => ({
    channel: row.Channel,
    costMinCents: row.CostMin,
    costMaxCents: row.CostMax,
    conversionBps: row.ConversionBps,
  }),
)

const affinities = defineTable(
  'affinities.csv',
  { Subcategory: cell.text, Partner: cell.text, RateBps: cell.whole(1, 9000) },
  (row) => ({ subcategory: row.Subcategory, partner: row.Partner, rateBps: row.RateBps }),
)

const monthCells = Object.fromEntries(MONTHS.map((month) => [month, cell.factor(0.05, 10)])) as Record<
  Month,
  cell.Cell<number>
>

const departmentSeasons = defineTable('department_seasons.csv', { Department: department, ...monthCells }, (row) => ({
  department: row.Department,
  factors: MONTHS.map((month) => row[month]),
}))

/** All dictionary files, in their fixed order. */
export const TABLES = {
  geographies,
  firstNames,
  lastNames,
  companies,
  brands,
  products,
  taxRates,
  streetNames,
  holidays,
  promotions,
  channels,
  affinities,
  departmentSeasons,
  ...STORE_TYPE_TABLES,
}
