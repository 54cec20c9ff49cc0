import { projection } from '../src/projection/projection.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row per step of a shipment. */
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
  },
  on: {
    shipment_scheduled: ({ data }, { insert }) => insert({ ...trip(data), ...estimates(data), status: 'SCHEDULED' }),
    shipment_loaded: ({ data }, { insert }) => insert({ ...trip(data), ...estimates(data), status: 'LOADING' }),
    shipment_unloaded: ({ data }, { insert }) => insert({ ...trip(data), ...NO_ESTIMATES, status: 'UNLOADING' }),
    shipment_completed: ({ data }, { insert }) => insert({ ...trip(data), ...NO_ESTIMATES, status: 'COMPLETED' }),
  },
})

const NO_ESTIMATES = { eta: null, etd: null }

interface Trip {
  readonly shipment_id: string
  readonly truck_id: number | null
  readonly dc_id: number
  readonly store_id: number | null
  readonly supplier_id: number | null
}

function trip({ shipment_id, truck_id, dc_id, store_id, supplier_id }: Trip): Trip {
  return { shipment_id, truck_id, dc_id, store_id, supplier_id }
}

function estimates({ eta, etd }: { readonly eta: string; readonly etd: string }) {
  return { eta: parseIsoTime(eta), etd: parseIsoTime(etd) }
}
