import { type Agent, agent } from '../../simulation/agent.ts'
import { type Cause, causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { isoTime } from '../../time/iso-time.ts'
import { SECOND, type SimTime } from '../../time/sim-time.ts'
import { VISITS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import { TRIPS } from '../fields.ts'
import { SEGMENTS } from '../master-data/types.ts'
import { checkOut } from '../sales/check-out.ts'
import type { World } from '../world.ts'
import { beaconId, sensorId, ZONES } from '../zones.ts'
import { blePingDetected, type CustomerEntered, customerEntered, customerLeft, customerZoneChanged } from './events.ts'
import { planVisit } from './plan-visit.ts'
import { countParty } from './sensors.ts'
import type { Arrival, Session, VisitPlan } from './session.ts'

const PING = wordOf('ping')

/** Customer sessions: a party enters, walks its zones, perhaps pays, and leaves. Devices are heard on the way. */
export function visits(company: Company, world: World): Agent {
  const pay: AtTheTill = (session, at) => checkOut(company, world, session, at)
  return agent('visits', VISITS, {
    enter(arrival: Arrival, at) {
      const session = enter(company, world, arrival, at)
      hear(company, session, at)
      scheduleNext(session, at)
    },

    step(session: Session, at) {
      takeStep(company, session, at, pay)
    },
  })
}

/** What a party comes to the till for. */
export type AtTheTill = (session: Session, at: Moment) => void

/** What is due now in a visit: the till, the next zone or the door, or a ping. */
export function takeStep(company: Company, session: Session, at: Moment, atTheTill: AtTheTill): void {
  if (at.now === session.paysAt) {
    atTheTill(session, at)
    hear(company, session, at)
  } else if (at.now === session.leaves[session.at]) {
    if (session.at === session.zones.length - 1) return leave(session, at)
    walkOn(session, at)
    hear(company, session, at)
  } else hear(company, session, at)
  scheduleNext(session, at)
}

function enter(company: Company, world: World, arrival: Arrival, at: Moment): Session {
  const plan = planVisit(company, world, arrival, at)
  return walkIn(company, world, { arrival, plan, cause: arrival.impression?.cause ?? null, givesBack: null }, at)
}

/** A party at the door. */
interface Party extends Pick<Session, 'givesBack'> {
  readonly arrival: Arrival
  readonly plan: VisitPlan
  /** What made it come, if anything did. */
  readonly cause: Cause | null
}

/** A party walks in: its visit begins. */
export function walkIn(company: Company, world: World, party: Party, at: Moment): Session {
  const { arrival, plan, cause } = party
  const { storeId, day } = arrival
  const dayStart = company.storeZones[storeId].startOfDay(day)
  let from = at.now
  for (let i = 0; i < plan.zones.length; i++) {
    countParty(world.sensors[storeId], { dayStart, zone: plan.zones[i], from, to: plan.leaves[i] }, plan.party)
    from = plan.leaves[i]
  }
  const entered = at.emit(
    customerEntered(
      {
        store_id: storeId,
        sensor_id: sensorId(storeId, plan.zones[0]),
        zone: 'ENTRANCE',
        customer_count: plan.party,
        dwell_time: Math.round((plan.leaves[0] - at.now) / SECOND),
        customer_ble_id: plan.bleId,
      },
      cause,
    ),
  )
  return beginSession(party, entered)
}

/** Every field by name, so that all sessions have one shape: they are read at each step of each visit. */
function beginSession({ arrival, plan, givesBack }: Party, entered: CustomerEntered): Session {
  return {
    storeId: arrival.storeId,
    day: arrival.day,
    number: arrival.number,
    impression: arrival.impression,
    customerId: plan.customerId,
    bleId: plan.bleId,
    segment: plan.segment,
    trip: plan.trip,
    party: plan.party,
    zones: plan.zones,
    leaves: plan.leaves,
    paysAt: plan.paysAt,
    wants: plan.wants,
    cause: causeOf(entered),
    enteredAt: entered.occurredAt,
    givesBack,
    at: 0,
    nextPing: 0,
    receiptId: null,
    lostLines: 0,
    substitutes: 0,
    paymentFailed: false,
  }
}

function walkOn(session: Session, at: Moment): void {
  const from = session.zones[session.at++]
  if (session.bleId === null) return
  at.emit(
    customerZoneChanged(
      {
        store_id: session.storeId,
        customer_ble_id: session.bleId,
        from_zone: ZONES[from],
        to_zone: ZONES[session.zones[session.at]],
        timestamp: isoTime(at.now),
      },
      session.cause,
    ),
  )
}

/** A beacon hears the device, if there is one, and will again in a while. */
export function hear({ config }: Company, session: Session, at: Moment): void {
  if (session.bleId === null) return
  const draws = at.draws(PING)
  const zone = session.zones[session.at]
  at.emit(
    blePingDetected(
      {
        store_id: session.storeId,
        beacon_id: beaconId(session.storeId, zone),
        customer_ble_id: session.bleId,
        customer_id: session.customerId > 0 ? session.customerId : null,
        rssi: draws.between(-90, -30),
        zone: ZONES[zone],
      },
      session.cause,
    ),
  )
  const { min, max } = config.visits.ping_interval_seconds
  session.nextPing = at.now + Math.round((min + (max - min) * draws.unit()) * SECOND)
}

export function scheduleNext(session: Session, at: Moment): void {
  at.wake('step', nextStep(session, at.now), session)
}

/** The next thing to happen: paying, leaving a zone (which an unheard party does unseen), or a ping. */
function nextStep(session: Session, now: SimTime): SimTime {
  if (session.bleId === null) session.at = session.zones.length - 1
  const move = session.leaves[session.at]
  const pay = session.paysAt > now ? session.paysAt : Number.POSITIVE_INFINITY
  const ping = session.bleId === null ? Number.POSITIVE_INFINITY : session.nextPing
  return Math.min(move, pay, ping)
}

function leave(session: Session, at: Moment): void {
  at.emit(
    customerLeft(
      {
        store_id: session.storeId,
        customer_id: session.customerId > 0 ? session.customerId : null,
        customer_ble_id: session.bleId,
        party_size: session.party,
        entered_at: isoTime(session.enteredAt),
        zones: session.zones.map((zone) => ZONES[zone]),
        dwell_time: Math.round((at.now - session.enteredAt) / SECOND),
        segment: SEGMENTS[session.segment],
        trip_type: TRIPS[session.trip],
        purchased: session.receiptId !== null && session.givesBack === null,
        receipt_id: session.receiptId,
        lost_lines: session.lostLines,
        substitutes: session.substitutes,
        impression_id: session.impression?.impressionId ?? null,
        campaign_id: session.impression?.campaignId ?? null,
        payment_failed: session.paymentFailed,
      },
      session.cause,
    ),
  )
}
