import { decimal, decimals, range, section, share, table, whole, wholeRange } from '../leaf.ts'

/** Midnight first: a quiet night, a plateau over the day, and the peak after work. */
const HOURS = [
  0.7, 0.5, 0.3, 0.2, 0.2, 0.3, 0.4, 0.6, 0.8, 0.9, 1, 1.1, 1.2, 1.1, 1, 1, 1.1, 1.3, 1.7, 2, 2.1, 1.9, 1.5, 1,
]

/** The web shop: who orders what, how it is served and how long that takes. */
export const online = section(
  {
    hour_weights: decimals(HOURS, [0, 100], 'Weight of each local hour of the DC, 0 to 23, for the orders of a day'),
    mode_mix: table(
      { SHIP_FROM_DC: 0.6, SHIP_FROM_STORE: 0.3, BOPIS: 0.1 },
      [0, 1],
      'share of orders that are asked for this way (BOPIS: picked up in the store); the three sum to 1',
    ),
    line_weights: decimals(
      [0.2, 0.275, 0.275, 0.075, 0.1, 0.025, 0.025, 0.025],
      [0, 1],
      'Share of orders with 1 to 8 lines; sum 1',
    ),
    quantity_weights: decimals([0.7, 0.25, 0.05], [0, 1], 'Share of lines of an order with 1, 2 and 3 units; sum 1'),
    tender_mix: table(
      { CREDIT_CARD: 0.6, DEBIT_CARD: 0.25, PAYPAL: 0.1, OTHER: 0.05 },
      [0, 1],
      'share of orders paid this way; the four sum to 1',
    ),
    cancel_rate: share(0.02, 'Share of orders that the customer cancels before they are picked'),
    pick_minutes: wholeRange(
      { min: 30, max: 240 },
      [1, 10_080],
      'minutes from an order to its picking; in a store it waits for the doors to open',
    ),
    ready_hours: wholeRange(
      { min: 4, max: 24 },
      [1, 240],
      'hours from an order to its being ready in the store (BOPIS); at night it waits for the doors to open',
    ),
    ship_hours: section(
      {
        min: decimal(2, [0.1, 240], 'Least hours from picking to shipping'),
        likely: decimal(18, [0.1, 240], 'Likeliest hours from picking to shipping'),
        max: decimal(48, [0.1, 240], 'Most hours from picking to shipping'),
      },
      'Hours from picking to shipping: a triangular distribution',
    ),
    delivery_days: range({ min: 1, max: 3 }, [0.1, 30], 'days from shipping to delivery'),
    collect_hours: wholeRange(
      { min: 1, max: 48 },
      [1, 720],
      'hours until an order that is ready in the store is collected; at night it waits for the doors to open',
    ),
    backorder: section(
      {
        check_hours: whole(6, [1, 168], 'Hours after which an order that waits for stock is looked at again'),
        give_up_days: whole(14, [1, 90], 'Days after which an order that still waits for stock is cancelled'),
      },
      'Orders for which no node has the stock',
    ),
  },
  'The web shop: how orders come, are served, paid and delivered',
)
