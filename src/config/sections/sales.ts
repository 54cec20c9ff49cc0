import { decimal, decimals, section, share, table, wholeRange } from '../leaf.ts'

/** Which promotions run, and how often lines are sold with one. */
export const promotions = section(
  {
    weekly_chance: share(0.6, 'Chance that a code without months is valid in a week, Monday to Sunday'),
    segment_chance: table(
      { BUDGET: 0.3, CONVENIENCE: 0.08, QUALITY: 0.1, BRAND_LOYAL: 0.15 },
      [0, 1],
      'chance that a line of such a customer is promoted, before the factors of department and month',
    ),
    department_factors: decimals(
      [0.6, 1.2, 1.8, 0.9, 1.1, 0.9, 0.8, 1, 1, 1.2],
      [0, 10],
      'Factors on that chance: Grocery, Electronics, Clothing, Health & Beauty, Home & Garden, Baby & Kids, Pet Supplies, Automotive, Office Supplies, Seasonal & Sports',
    ),
    month_factors: decimals(
      [1.3, 1.2, 0.9, 1, 1, 1.1, 1.3, 1.4, 1.1, 1, 2, 1.6],
      [0, 10],
      'Factors on that chance, January to December',
    ),
    rate_factor: decimal(1, [0, 10], 'Factor on the chance of every line to be promoted; 0 switches promotions off'),
    most_chance: share(0.6, 'Greatest chance of a line to be promoted, whatever the factors'),
    uplift: share(0.1, 'Chance that one more unit is taken of goods whose department a running promotion names'),
  },
  'Which promotions run, and how often lines are sold with one',
)

/** How shelf prices move, and what shoppers make of it. */
export const prices = section(
  {
    weekly_change_share: share(0.01, 'Share of the products that get another shelf price on a Monday'),
    elasticity: decimal(
      1.5,
      [0, 10],
      'How strongly shoppers answer a price: what is dearer than listed by a tenth is put back with this tenth, of what is cheaper one unit more is taken',
    ),
  },
  'How shelf prices move, and what shoppers make of it',
)

/** What comes back. */
export const returns = section(
  {
    rate: decimal(0.01, [0, 1], 'Share of the receipts of a store from which something is brought back'),
    days: wholeRange({ min: 1, max: 14 }, [1, 60], 'days after a sale that something of it is brought back'),
    after_christmas_factor: decimal(6, [0, 100], 'How many times as much is brought back on 26 December'),
    most_share: share(
      0.1,
      'Greatest share of the receipts of a day from which something is brought back, whatever the factor',
    ),
    line_share: share(0.5, 'Share of the lines of a receipt that are brought back with it; one at least is'),
    dispositions: table(
      { RESTOCKED: 0.4, OPEN_BOX: 0.2, VENDOR: 0.3, DESTROYED: 0.1 },
      [0, 1],
      'share of returned lines that end like this, food apart, which is destroyed; the four sum to 1',
    ),
  },
  'What is brought back to the stores',
)
