import { projection } from '../src/projection/projection.ts'

/** One row per product that a shipment loads, unloads or finds lost on unloading, and where. */
export const factTruckInventory = projection('fact_truck_inventory', {
  key: ['trace_id', 'line_number'],
  columns: {
    line_number: 'int4',
    shipment_id: 'text',
    truck_id: 'int4',
    product_id: 'int4',
    quantity: 'int4',
    action: 'text',
    location_type: 'text',
    location_id: 'int4',
  },
  on: {
    shipment_loaded: ({ data }, { insert }) => {
      const place = data.supplier_id === null ? at('DC', data.dc_id) : at('SUPPLIER', data.supplier_id)
      for (const row of load(data, data.lines)) insert({ ...row, ...place, action: 'LOAD' })
    },
    shipment_unloaded: ({ data }, { insert }) => {
      const place = data.store_id === null ? at('DC', data.dc_id) : at('STORE', data.store_id)
      for (const row of load(data, data.lines)) insert({ ...row, ...place, action: 'UNLOAD' })
      for (const row of load(data, data.lost, data.lines.length)) insert({ ...row, ...place, action: 'LOST' })
    },
  },
})

interface Load {
  readonly shipment_id: string
  readonly truck_id: number
}

type Lines = ReadonlyArray<{ readonly product_id: number; readonly units: number }>

/** Rows of these lines, numbered after `before` others. */
function load({ shipment_id, truck_id }: Load, lines: Lines, before = 0) {
  return lines.map(({ product_id, units }, index) => ({
    line_number: before + index + 1,
    shipment_id,
    truck_id,
    product_id,
    quantity: units,
  }))
}

function at(location_type: 'DC' | 'STORE' | 'SUPPLIER', location_id: number) {
  return { location_type, location_id }
}
