import type { Trip } from '../fields.ts'

/**
 * Share of lines by department for each kind of trip, in the order of `DEPARTMENTS`, before seasons: quick trips fetch food
 * and care, family trips go through the whole store, bulk trips fill the pantry and the household.
 */
export const DEPARTMENT_MIX: Readonly<Record<Trip, readonly number[]>> = {
  QUICK: [0.62, 0.03, 0.03, 0.12, 0.06, 0.03, 0.04, 0.02, 0.03, 0.02],
  GROCERY_RUN: [0.74, 0.01, 0.02, 0.09, 0.06, 0.03, 0.03, 0.005, 0.01, 0.005],
  FAMILY: [0.48, 0.05, 0.12, 0.09, 0.1, 0.07, 0.04, 0.015, 0.015, 0.02],
  BULK: [0.56, 0.03, 0.04, 0.11, 0.13, 0.05, 0.05, 0.015, 0.01, 0.005],
}

/** Departments whose goods are taken several at a time: food and household. Places in `DEPARTMENTS`. */
export const SEVERAL_AT_A_TIME: ReadonlySet<number> = new Set([0, 4])
