import { type Company, endBefore, startOfDay } from '../../src/retail/company.ts'
import { simulateCompany } from '../../src/retail/company-simulation.ts'
import type { DomainEvent } from '../../src/simulation/domain-event.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'

/** The first three days of a company, in total order. */
export function threeDays(company: Company): DomainEvent[] {
  const { kernel } = simulateCompany(company)
  const events: DomainEvent[] = []
  kernel.advance(startOfDay(company, company.startDay), events)
  kernel.advance(endBefore(company, company.startDay + 3), events)
  return events
}

/** What concerns all regions is told as the day begins in the first time zone of the company, or is over in the last. */
function isOfCompany({ stream, type }: DomainEvent): boolean {
  return /^(?:promotion|priceList)-/.test(stream) || type.startsWith('campaign_')
}

function isOfSecondRegion({ stream, data }: DomainEvent): boolean {
  if ('impression_id' in data && String(data.impression_id).startsWith('I2-')) return true
  return /^(?:storeDay-3_|dcDay-2_|shipment-.*(?:D2|S3)|disruption-X2-|onlineOrder-O2-)/.test(stream)
}

/** What happened in the region of DC 1 and stores 1 and 2, event by event; DC 2 and store 3 are another one. */
export function firstRegion(events: readonly DomainEvent[]): string[] {
  return events
    .filter((event) => !isOfCompany(event) && !isOfSecondRegion(event))
    .map((event) => `${eventIdText(event.id)} ${event.stream} ${JSON.stringify(event.data)}`)
}
