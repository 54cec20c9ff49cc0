import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { foundCompany } from '../../src/retail/found-company.ts'
import { MODEL_VERSION } from '../../src/retail/model-version.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { dictionaries, happens, smallConfig } from '../retail/simulated.ts'

/** Shelves that empty soon, so that reorders, shipments and stockouts are among the events. */
const SCARCE = {
  volume: {
    store_initial_inventory_min: 2,
    store_initial_inventory_max: 12,
    store_reorder_point_min: 1,
    store_reorder_point_max: 6,
  },
}

/** The configuration of the company whose figures are kept. */
export const GOLDEN_CONFIG = smallConfig(SCARCE)

/** What two days of a small company come to. */
export interface Golden {
  readonly model_version: number
  readonly events: number
  /** SHA-256 over the id and the JSON of the data of every event, in total order. */
  readonly sha256: string
  /** Events by type. */
  readonly types: Readonly<Record<string, number>>
}

/** Where the figures are kept. */
export const GOLDEN_FILE = fileURLToPath(new URL('golden.json', import.meta.url))

/** The figures that are kept. */
export function keptGolden(): Golden {
  return JSON.parse(readFileSync(GOLDEN_FILE, 'utf8')) as Golden
}

/** The figures of the model as it is. */
export function presentGolden(): Golden {
  const events = happens(foundCompany(GOLDEN_CONFIG, dictionaries), 2)
  const hash = createHash('sha256')
  const types = new Map<string, number>()
  for (const { id, type, data } of events) {
    hash.update(`${eventIdText(id)} ${JSON.stringify(data)}\n`)
    types.set(type, (types.get(type) ?? 0) + 1)
  }
  return {
    model_version: MODEL_VERSION,
    events: events.length,
    sha256: hash.digest('hex'),
    types: Object.fromEntries([...types].toSorted(([left], [right]) => (left < right ? -1 : 1))),
  }
}
