/** Units by the names of columns and fields, which are the same in tables and events; the first that fits counts. */
const UNITS: readonly (readonly [name: RegExp, unit: string])[] = [
  [/_cents$/, 'cents'],
  [/_bps$/, 'basis points'],
  [/_ms$/, 'milliseconds'],
  [/_seconds$|^dwell_time$/, 'seconds'],
  [/_minutes$|_duration$/, 'minutes'],
  [/_days$/, 'days'],
  [/^(?:opens|closes)_at$/, 'local hour'],
  [/^rssi$/, 'dBm'],
  [/^(?:party|party_size|customer_count|population)$/, 'people'],
  [/visits$/, 'visits'],
  [/^receipts$/, 'receipts'],
  [/^(?:lines|lost_lines|substitutes)$/, 'lines'],
  [/quantity$|^quantity_delta$|^units|_units$|^balance$|^reorder_point$|^item_count$/, 'units'],
]

/** The unit of a column or field: empty for ids, names and plain numbers. */
export function unitOf(name: string, type: string): string {
  if (/timestamp|date-time/.test(type)) return 'UTC'
  if (!/int|double|numeric|number/.test(type)) return ''
  return UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? ''
}
