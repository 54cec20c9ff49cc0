import { DAY } from '../../time/sim-time.ts'
import type { DimensionTable } from './tables.ts'

const products: DimensionTable = {
  name: 'dim_products',
  columns: {
    product_id: 'int4',
    product_name: 'text',
    brand: 'text',
    company: 'text',
    department: 'text',
    category: 'text',
    subcategory: 'text',
    cost_cents: 'int8',
    msrp_cents: 'int8',
    sale_price_cents: 'int8',
    requires_refrigeration: 'bool',
    taxability: 'text',
    tags: 'text[]',
    launch_date: 'date',
  },
  *rows({ masterData }) {
    for (const product of masterData.products) {
      yield {
        product_id: product.productId,
        product_name: product.productName,
        brand: product.brand,
        company: product.company,
        department: product.department,
        category: product.category,
        subcategory: product.subcategory,
        cost_cents: product.costCents,
        msrp_cents: product.msrpCents,
        sale_price_cents: product.salePriceCents,
        requires_refrigeration: product.requiresRefrigeration,
        taxability: product.taxability,
        tags: product.tags,
        launch_date: product.launchDate / DAY,
      }
    }
  },
}

const suppliers: DimensionTable = {
  name: 'dim_suppliers',
  columns: { supplier_id: 'int4', name: 'text', region: 'text', rating: 'float8' },
  rows: ({ masterData }) =>
    masterData.suppliers.map((supplier) => ({
      supplier_id: supplier.supplierId,
      name: supplier.name,
      region: supplier.region,
      rating: supplier.rating,
    })),
}

const productSuppliers: DimensionTable = {
  name: 'product_suppliers',
  columns: { product_id: 'int4', preference: 'int4', supplier_id: 'int4', cost_cents: 'int8', lead_time_days: 'int4' },
  *rows({ masterData }) {
    let productId = 0
    let preference = 0
    for (const row of masterData.productSuppliers) {
      preference = row.productId === productId ? preference + 1 : 1
      productId = row.productId
      yield {
        product_id: productId,
        preference,
        supplier_id: row.supplierId,
        cost_cents: row.costCents,
        lead_time_days: row.leadTimeDays,
      }
    }
  },
}

const promotions: DimensionTable = {
  name: 'dim_promotions',
  columns: {
    promo_code: 'text',
    kind: 'text',
    value: 'int4',
    minimum_cents: 'int8',
    months: 'int4[]',
    departments: 'text[]',
    clearance: 'bool',
  },
  rows: (content) =>
    content.promotions.map((promotion) => ({
      promo_code: promotion.code,
      kind: promotion.kind,
      value: promotion.value,
      minimum_cents: promotion.minimumCents,
      months: promotion.months,
      departments: promotion.departments,
      clearance: promotion.clearance,
    })),
}

/** What is sold, who supplies it, and what makes it cheaper. */
export const goodsTables: readonly DimensionTable[] = [products, suppliers, productSuppliers, promotions]
