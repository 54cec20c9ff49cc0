import type { Place } from '../define-event.ts'

/** `O<dc>-<yyyymmdd>-<n>`: the region that takes it, its local date there, and which of the day it is. */
export function orderIdOf(dcId: number, date: string, number: number): string {
  return `O${dcId}-${date.replaceAll('-', '')}-${number}`
}

/** The DC whose web shop took the order. */
export function regionOf(orderId: string): number {
  return Number(orderId.slice(1, orderId.indexOf('-')))
}

/** Filed in the order's own stream, under the open business day of its region's DC. */
export function inOrder(orderId: string, dcs: readonly Place[]): Place {
  return { stream: `onlineOrder-${orderId}`, businessDate: dcs[regionOf(orderId)].businessDate }
}
