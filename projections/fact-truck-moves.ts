import { projection } from '../src/projection/projection.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row per status that a shipment reaches; a truck's way back has none of its own. */
export const factTruckMoves = projection('fact_truck_moves', {
  key: ['trace_id'],
  links: ['correlation_id', 'parent_event_id'],
  columns: {
    shipment_id: 'text',
    truck_id: 'int4?',
    dc_id: 'int4',
    store_id: 'int4?',
    supplier_id: 'int4?',
    status: 'text',
    eta: 'timestamptz?',
    etd: 'timestamptz?',
    departure_time: 'timestamptz?',
    arrival_time: 'timestamptz?',
    estimated_unload_duration: 'int4?',
    actual_unload_duration: 'int4?',
    delay_reason: 'text?',
    delay_minutes: 'int4?',
    disruption_id: 'text?',
  },
  on: {
    shipment_scheduled: ({ data }, { insert }) => {
      if (!data.amended) insert({ ...NOTHING, ...move(data), ...estimates(data), status: 'SCHEDULED' })
    },
    shipment_loaded: ({ data }, { insert }) =>
      insert({ ...NOTHING, ...move(data), ...estimates(data), status: 'LOADING' }),
    shipment_delayed: ({ data }, { insert }) => {
      const { reason, delay_minutes, disruption_id } = data
      const delay = { delay_reason: reason, delay_minutes, disruption_id }
      insert({ ...NOTHING, ...move(data), ...estimates(data), ...delay, status: 'DELAYED' })
    },
    truck_departed: ({ data }, { insert }) => {
      if (data.leg === 'RETURN') return
      const departure_time = parseIsoTime(data.departure_time)
      insert({ ...NOTHING, ...move(data), eta: parseIsoTime(data.eta), departure_time, status: 'IN_TRANSIT' })
    },
    truck_arrived: ({ data }, { insert }) => {
      if (data.leg === 'RETURN') return
      const { estimated_unload_duration } = data
      const arrival_time = parseIsoTime(data.arrival_time)
      insert({ ...NOTHING, ...move(data), arrival_time, estimated_unload_duration, status: 'ARRIVED' })
    },
    shipment_unloaded: ({ data }, { insert }) => {
      const { actual_unload_duration } = data
      insert({ ...NOTHING, ...move(data), actual_unload_duration, status: 'UNLOADING' })
    },
    shipment_completed: ({ data }, { insert }) => insert({ ...NOTHING, ...move(data), status: 'COMPLETED' }),
  },
})

const NOTHING = {
  eta: null,
  etd: null,
  departure_time: null,
  arrival_time: null,
  estimated_unload_duration: null,
  actual_unload_duration: null,
  delay_reason: null,
  delay_minutes: null,
  disruption_id: null,
}

interface Move {
  readonly shipment_id: string
  readonly truck_id: number | null
  readonly dc_id: number
  readonly store_id: number | null
  readonly supplier_id: number | null
}

function move({ shipment_id, truck_id, dc_id, store_id, supplier_id }: Move): Move {
  return { shipment_id, truck_id, dc_id, store_id, supplier_id }
}

function estimates({ eta, etd }: { readonly eta: string; readonly etd: string }) {
  return { eta: parseIsoTime(eta), etd: parseIsoTime(etd) }
}
