import { z } from 'zod'
import { DEPARTMENTS } from '../dictionaries/types.ts'
import type { OpenDays, Place } from './define-event.ts'
import { SEGMENTS } from './master-data/types.ts'

/** Fields that events share. Ids are positive integers, money whole cents, instants ISO 8601 UTC with milliseconds. */
export const id = z.int().positive()
export const cents = z.int()
export const count = z.int().nonnegative()
export const instant = z.iso.datetime({ precision: 3 })
export const businessDate = z.iso.date()
export const seconds = z.int().nonnegative()

/** What tills take, and what is paid with online besides. */
export const STORE_TENDERS = ['CREDIT_CARD', 'DEBIT_CARD', 'CASH', 'MOBILE_PAY', 'CHECK'] as const
export type StoreTender = (typeof STORE_TENDERS)[number]
export const TENDERS = [...STORE_TENDERS, 'PAYPAL', 'OTHER'] as const
export const ONLINE_TENDERS = ['CREDIT_CARD', 'DEBIT_CARD', 'PAYPAL', 'OTHER'] as const
export type OnlineTender = (typeof ONLINE_TENDERS)[number]
export type Tender = (typeof TENDERS)[number]
export const TRIPS = ['QUICK', 'GROCERY_RUN', 'FAMILY', 'BULK'] as const
export type Trip = (typeof TRIPS)[number]
export const DECLINE_REASONS = [
  'INSUFFICIENT_FUNDS',
  'CARD_EXPIRED',
  'INVALID_CVV',
  'NETWORK_ERROR',
  'FRAUD_SUSPECTED',
  'CARD_BLOCKED',
  'LIMIT_EXCEEDED',
] as const
export const INVENTORY_REASONS = [
  'INBOUND_SHIPMENT',
  'OUTBOUND_SHIPMENT',
  'SALE',
  'RETURN',
  'ADJUSTMENT',
  'DAMAGED',
  'LOST',
] as const
export type InventoryReason = (typeof INVENTORY_REASONS)[number]
export const PRIORITIES = ['NORMAL', 'HIGH', 'URGENT'] as const

export const tender = z.enum(TENDERS)
export const trip = z.enum(TRIPS)
export const segment = z.enum(SEGMENTS)
export const department = z.enum(DEPARTMENTS)
/** A zone of the one vocabulary (see `zones.ts`). */
export const zone = z.string().regex(/^[A-Z_]+$/)

/** Filed under the store's open business day. */
export function inStoreDay(data: { readonly store_id: number }, days: OpenDays): Place {
  return days.stores[data.store_id]
}

/** Filed under the open business day of the DC. */
export function inDcDay(data: { readonly dc_id: number }, days: OpenDays): Place {
  return days.dcs[data.dc_id]
}

/** Either node: exactly one of the two ids is set. */
export interface NodeFields {
  readonly store_id: number | null
  readonly dc_id: number | null
}

/** Filed under the open business day of the store or DC that it names. */
export function inNodeDay(data: NodeFields, days: OpenDays): Place {
  return data.store_id === null ? days.dcs[data.dc_id ?? 0] : days.stores[data.store_id]
}

/** Published in order per store. */
export function byStore(data: { readonly store_id: number }): string {
  return `store_${data.store_id}`
}

/** Published in order per DC. */
export function byDc(data: { readonly dc_id: number }): string {
  return `dc_${data.dc_id}`
}

/** Published in order per store or DC. */
export function byNode(data: NodeFields): string {
  return data.store_id === null ? `dc_${data.dc_id}` : `store_${data.store_id}`
}

/** Refines an object to name exactly one of store and DC. */
export function oneNode(data: NodeFields): boolean {
  return (data.store_id === null) !== (data.dc_id === null)
}
