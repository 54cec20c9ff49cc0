import type { RetailEvent } from '../../src/retail/events.ts'
import { compareEvents } from '../../src/simulation/domain-event.ts'
import { days } from './samples/days.ts'
import { order } from './samples/orders.ts'
import { disruptions } from './samples/disruptions.ts'
import { promotions } from './samples/promotions.ts'
import { advertising } from './samples/marketing.ts'
import { sale } from './samples/sale.ts'
import { needs, openingStock, shipments } from './samples/supply.ts'
import { visit } from './samples/visit.ts'

/** At least one event of every type, for store 1, DC 2 and supplier 3, in total order. */
export function sampleEvents(): RetailEvent[] {
  return [
    ...visit(),
    ...openingStock(),
    ...days(),
    ...sale(30),
    ...needs(),
    ...shipments(),
    ...order({ number: 200, ends: 'delivered', backordered: true }),
    ...order({ number: 210, ends: 'cancelled' }),
    ...disruptions(),
    ...promotions(300, 30),
    ...advertising(),
  ].toSorted(compareEvents)
}

/** The sample event of a type; of several, the one with this index. */
export function sample<Type extends RetailEvent['type']>(type: Type, index = 0) {
  const event = sampleEvents().filter((candidate) => candidate.type === type)[index]
  if (event === undefined) throw new Error(`no sample ${index} of ${type}`)
  return event as Extract<RetailEvent, { type: Type }>
}
