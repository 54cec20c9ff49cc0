import type { RetailEvent } from '../retail/events.ts'

/** A truck between two places. Of several shipments on it, that with the least id tells of it. */
export interface TruckOnTheRoad {
  readonly truck_id: number
  readonly shipment_id: string
  readonly dc_id: number
  /** Where it drives to; null for a truck that fetches from a supplier. */
  readonly store_id: number | null
  readonly supplier_id: number | null
  readonly leg: 'OUTBOUND' | 'RETURN'
  /** Simulated instants, ISO 8601; `eta` is the newest estimate. */
  readonly departed_at: string
  readonly eta: string
  readonly delayed: boolean
}

/** Trucks that have set off and not arrived. */
export class MovingTrucks {
  readonly #trucks: Map<number, TruckOnTheRoad>

  /** With those that are on the road already. */
  constructor(trucks: readonly TruckOnTheRoad[]) {
    this.#trucks = new Map(trucks.map((truck) => [truck.truck_id, truck]))
  }

  get size(): number {
    return this.#trucks.size
  }

  list(): readonly TruckOnTheRoad[] {
    return [...this.#trucks.values()]
  }

  take(event: RetailEvent): void {
    if (event.type === 'truck_departed') {
      const { truck_id, shipment_id, dc_id, store_id, supplier_id, leg, departure_time, eta } = event.data
      const known = this.#trucks.get(truck_id)
      if (known?.departed_at === departure_time && known.shipment_id < shipment_id) return
      const places = { truck_id, shipment_id, dc_id, store_id, supplier_id }
      this.#trucks.set(truck_id, { ...places, leg, departed_at: departure_time, eta, delayed: false })
    } else if (event.type === 'truck_arrived') this.#trucks.delete(event.data.truck_id)
    else if (event.type === 'shipment_delayed') this.#delay(event.data)
  }

  #delay({ truck_id, eta }: { readonly truck_id: number | null; readonly eta: string }): void {
    const truck = truck_id === null ? undefined : this.#trucks.get(truck_id)
    if (truck !== undefined) this.#trucks.set(truck.truck_id, { ...truck, eta, delayed: true })
  }
}
