import type { DimensionTable } from './tables.ts'

const geographies: DimensionTable = {
  name: 'dim_geographies',
  columns: {
    geography_id: 'int4',
    city: 'text',
    state: 'text',
    zip_code: 'text',
    district: 'text',
    region: 'text',
    time_zone: 'text',
    population: 'int4',
  },
  rows: ({ masterData }) =>
    masterData.geographies.map((place) => ({
      geography_id: place.geographyId,
      city: place.city,
      state: place.state,
      zip_code: place.zipCode,
      district: place.district,
      region: place.region,
      time_zone: place.timeZone,
      population: place.population,
    })),
}

const distributionCenters: DimensionTable = {
  name: 'dim_distribution_centers',
  columns: { dc_id: 'int4', dc_number: 'text', address: 'text', geography_id: 'int4' },
  rows: ({ masterData }) =>
    masterData.distributionCenters.map((dc) => ({
      dc_id: dc.dcId,
      dc_number: dc.dcNumber,
      address: dc.address,
      geography_id: dc.geographyId,
    })),
}

const stores: DimensionTable = {
  name: 'dim_stores',
  columns: {
    store_id: 'int4',
    store_number: 'text',
    address: 'text',
    geography_id: 'int4',
    dc_id: 'int4',
    tax_rate_bps: 'int4',
    volume_class: 'text',
    store_format: 'text',
    opens_at: 'int4',
    closes_at: 'int4',
    daily_traffic_multiplier: 'float8',
    store_type: 'text',
  },
  rows: ({ masterData }) =>
    masterData.stores.map((store) => ({
      store_id: store.storeId,
      store_number: store.storeNumber,
      address: store.address,
      geography_id: store.geographyId,
      dc_id: store.dcId,
      tax_rate_bps: store.taxRateBps,
      volume_class: store.volumeClass,
      store_format: store.storeFormat,
      opens_at: store.opensAt,
      closes_at: store.closesAt,
      daily_traffic_multiplier: store.dailyTrafficMultiplier,
      store_type: store.storeType,
    })),
}

const trucks: DimensionTable = {
  name: 'dim_trucks',
  columns: {
    truck_id: 'int4',
    license_plate: 'text',
    refrigeration: 'bool',
    dc_id: 'int4',
    fleet: 'text',
    serves_dc_id: 'int4',
    capacity_units: 'int4',
  },
  rows: ({ masterData }) =>
    masterData.trucks.map((truck) => ({
      truck_id: truck.truckId,
      license_plate: truck.licensePlate,
      refrigeration: truck.refrigeration,
      dc_id: truck.dcId,
      fleet: truck.fleet,
      serves_dc_id: truck.servesDcId,
      capacity_units: truck.capacityUnits,
    })),
}

const customers: DimensionTable = {
  name: 'dim_customers',
  columns: {
    customer_id: 'int4',
    first_name: 'text',
    last_name: 'text',
    address: 'text',
    geography_id: 'int4',
    home_store_id: 'int4',
    segment: 'text',
    phone: 'text',
    loyalty_card: 'text',
    ble_id: 'text',
    ad_id: 'text',
  },
  *rows({ masterData }) {
    for (const customer of masterData.customers) {
      yield {
        customer_id: customer.customerId,
        first_name: customer.firstName,
        last_name: customer.lastName,
        address: customer.address,
        geography_id: customer.geographyId,
        home_store_id: customer.homeStoreId,
        segment: customer.segment,
        phone: customer.phone,
        loyalty_card: customer.loyaltyCard,
        ble_id: customer.bleId,
        ad_id: customer.adId,
      }
    }
  },
}

/** Places, nodes, trucks and people. */
export const networkTables: readonly DimensionTable[] = [geographies, distributionCenters, stores, trucks, customers]
