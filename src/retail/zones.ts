import { DEPARTMENTS, type Department } from '../dictionaries/types.ts'

/** The one vocabulary of places inside a store: ENTRANCE, one zone per department, CHECKOUT, EXIT. */
export const ENTRANCE = 0
export const CHECKOUT = DEPARTMENTS.length + 1
export const EXIT = DEPARTMENTS.length + 2

/** Zone names by zone number. */
export const ZONES: readonly string[] = ['ENTRANCE', ...DEPARTMENTS.map(departmentZone), 'CHECKOUT', 'EXIT']

/** The zone number of the department with this place in `DEPARTMENTS`. */
export function zoneOfDepartment(departmentIndex: number): number {
  return departmentIndex + 1
}

/** The sensor that counts people in a zone of a store. */
export function sensorId(storeId: number, zone: number): string {
  return `SENSOR_${storeId}_${ZONES[zone]}`
}

/** The beacon that hears devices in a zone of a store. */
export function beaconId(storeId: number, zone: number): string {
  return `BEACON_${storeId}_${ZONES[zone]}`
}

function departmentZone(department: Department): string {
  return department.toUpperCase().replaceAll(/[^A-Z]+/g, '_')
}
