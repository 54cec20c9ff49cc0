import { z } from 'zod'
import { decimal, delay, listOf, moment, oneOf, span, text, whole } from './fields.ts'

/** What can go wrong; the events of the company have the same list. */
export const SCENARIO_DISRUPTIONS = [
  'dc_outage',
  'inventory_shortage',
  'truck_breakdown',
  'weather_delay',
  'supplier_delay',
  'capacity_constraint',
  'labor_shortage',
  'system_outage',
] as const

const ID = [1, 1_000_000] as const
const ALL = z.literal('all')
const PLACES = [
  ALL,
  z.strictObject({ dc: whole(ID, 'A distribution centre with its stores and trucks') }),
  z.strictObject({ region: text(100, 'All in a region of dim_geographies, such as "Midwest"') }),
  z.strictObject({ state: text(100, 'All in a state, by its two letters') }),
  z.strictObject({ store: whole(ID, 'One store') }),
] as const
const THINGS = [
  z.strictObject({ truck: whole(ID, 'One truck') }),
  z.strictObject({ supplier: whole(ID, 'One supplier') }),
] as const

const SOMEWHERE = '"all", {"dc": ID}, {"region": "NAME"}, {"state": "XX"} or {"store": ID}'
const ANYTHING =
  '"all", {"dc": ID}, {"region": "NAME"}, {"state": "XX"}, {"store": ID}, {"truck": ID} or {"supplier": ID}'

const timed = {
  at: moment('When it begins, in simulated time; or `after`').optional(),
  after: delay('How long after midnight UTC of the first business day it begins; or `at`').optional(),
}

const disruption = z.strictObject({
  kind: z.literal('disruption').meta({ description: 'Something goes wrong with the supply of stores' }),
  ...timed,
  for: span('How long it lasts'),
  type: oneOf(SCENARIO_DISRUPTIONS, 'What goes wrong'),
  where: z.union([...PLACES, ...THINGS], ANYTHING).meta({ description: 'What it strikes' }),
  severity: decimal([0.1, 1], 'How strongly: 0.1 is hardly felt, 1 is total'),
})

const demandFactor = z.strictObject({
  kind: z.literal('demand_factor').meta({ description: 'More or fewer people want to shop' }),
  ...timed,
  for: span('How long it lasts; for good when left out').optional(),
  where: z.union(PLACES, SOMEWHERE).meta({ description: 'Whose customers' }),
  factor: decimal([0, 10], 'Factor on the visits and orders that are expected'),
})

const definition = z
  .strictObject(
    {
      discount: oneOf(['PERCENTAGE', 'FIXED_AMOUNT', 'BOGO'], 'What the discount is'),
      rate_bps: whole([1, 9000], 'Of PERCENTAGE and BOGO (of the second of a pair): basis points').optional(),
      amount_cents: whole([1, 1_000_000], 'Of FIXED_AMOUNT: cents off').optional(),
      minimum_cents: whole([0, 10_000_000], 'The least that must be bought; 0 when left out').optional(),
      departments: listOf(
        text(100, 'A department'),
        'departments',
        'Only goods of these; all when left out',
      ).optional(),
    },
    { error: objectOr('a promotion, {"discount": "PERCENTAGE", "rate_bps": 2000, ...}') },
  )
  .meta({ description: 'What the code gives; that of the dictionary promotions.csv when left out' })

const promotion = z.strictObject({
  kind: z.literal('promotion').meta({ description: 'A promotion code holds in the whole company' }),
  ...timed,
  for: span('How long it holds'),
  code: z
    .string(CODE())
    .regex(/^[A-Z][A-Z0-9]{2,19}$/, CODE())
    .meta({ description: 'The code' }),
  definition: definition.optional(),
})

const priceChange = z.strictObject({
  kind: z.literal('price_change').meta({ description: 'Goods become dearer or cheaper in the whole company' }),
  ...timed,
  for: span('After which prices go back; never when left out').optional(),
  department: text(100, 'All goods of a department; or `category` or `product_ids`').optional(),
  category: text(100, 'All goods of a category').optional(),
  product_ids: listOf(whole(ID, 'A product'), 'product ids', 'These goods').optional(),
  factor: decimal([0.1, 10], 'Factor on the sale price'),
})

/** The forms of entries, by kind. */
export const ENTRIES = { disruption, demand_factor: demandFactor, promotion, price_change: priceChange } as const
const KINDS = [disruption, demandFactor, promotion, priceChange] as const
const KIND_NAMES = KINDS.map((kind) => kind.shape.kind.value)

const entry = z.discriminatedUnion('kind', KINDS, {
  error: ({ input }) =>
    typeof input === 'object' && input !== null && !Array.isArray(input)
      ? `one of ${KIND_NAMES.join(', ')}`
      : 'an entry, {"kind": ..., ...}',
})

/** The form of a scenario file. */
export const scenarioSchema = z.strictObject({
  name: text(100, 'Short name of the scenario'),
  description: text(1000, 'What it tells').optional(),
  moves: text(1000, 'A sentence: which figures it moves').optional(),
  entries: listOf(entry, 'entries, {"kind": ..., ...}', 'What happens'),
})

/** Things that somebody outside does to the company, at given times. */
export type Scenario = z.output<typeof scenarioSchema>

/** Names that an entry of a kind knows, or that any entry knows. */
export function namesOfEntry(kind: unknown): readonly string[] {
  const known = KINDS.filter(({ shape }) => shape.kind.value === kind)
  return (known.length > 0 ? known : KINDS).flatMap(({ shape }) => Object.keys(shape))
}

function CODE(): string {
  return 'a code of 3 to 20 capital letters and digits, such as "SAVE10"'
}

function objectOr(allowed: string) {
  return (issue: z.core.$ZodRawIssue) => (issue.code === 'invalid_type' ? allowed : undefined)
}
