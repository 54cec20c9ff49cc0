import { z } from 'zod'
import { decimal, decimals, section, share, table } from '../leaf.ts'

function tripLines(trip: string, least: number, most: number) {
  return z
    .tuple([z.int().min(1).max(200), z.int().min(1).max(200)])
    .default([least, most])
    .meta({
      description: `Least and most lines on the receipt of a ${trip} trip, before scaling to items_per_ticket_mean`,
      allowed: 'list of 2 whole numbers from 1 to 200',
    })
}

/** What people put into their baskets. */
export const baskets = section(
  {
    trip_lines: section(
      {
        QUICK: tripLines('QUICK', 1, 3),
        GROCERY_RUN: tripLines('GROCERY_RUN', 5, 15),
        FAMILY: tripLines('FAMILY', 10, 30),
        BULK: tripLines('BULK', 20, 50),
      },
      'Lines on a receipt by kind of trip',
    ),
    quantity_weights: decimals(
      [0.7, 0.2, 0.1],
      [0, 1],
      'Share of lines of food and household goods with 1, 2 and 3 units; sum 1; other goods come singly',
    ),
    zipf_exponent: decimal(1, [0, 2], 'Exponent of product popularity within a category; 0 makes all alike'),
    substitute_rate: share(0.6, 'Share of lines for which something else is taken when the shelf is empty'),
    affinity_strength: decimal(1, [0, 3], 'Factor on the rates of the affinity table; 0 plants no pairs'),
    favorite_share: share(0.3, 'Share of lines that a known customer chooses from one of three favorite categories'),
    price_preference: decimal(1, [0, 2], 'How strongly segments prefer cheap or dear products; 0 is not at all'),
  },
  'What people put into their baskets',
)

/** How people pay in stores and online. */
export const payments = section(
  {
    tender_mix: table(
      { CREDIT_CARD: 0.4, DEBIT_CARD: 0.3, CASH: 0.2, MOBILE_PAY: 0.1, CHECK: 0 },
      [0, 1],
      'share of store receipts paid this way; the five sum to 1',
    ),
    decline_rate: share(0.025, 'Share of payment attempts that are declined, before the factor of the tender'),
    decline_factors: table(
      { CREDIT_CARD: 1, DEBIT_CARD: 0.8, CASH: 0, MOBILE_PAY: 1.2, PAYPAL: 1.1, CHECK: 1.5, OTHER: 0.5 },
      [0, 10],
      'factor on the decline rate for this tender',
    ),
  },
  'How people pay',
)
