import { z } from 'zod'
import { checkRules } from './rules.ts'
import { scenarioSchema } from './scenario/schema.ts'
import { api } from './sections/api.ts'
import { baskets, payments } from './sections/baskets.ts'
import { demand } from './sections/demand.ts'
import { disruptions } from './sections/disruptions.ts'
import { marketing } from './sections/marketing.ts'
import { marketingCost } from './sections/marketing-cost.ts'
import { online } from './sections/online.ts'
import { realtime } from './sections/realtime.ts'
import { prices, promotions, returns } from './sections/sales.ts'
import { database, eventStore, historical, paths, performance, storage, stream } from './sections/services.ts'
import { storeTypes } from './sections/store-types.ts'
import { inventory, logistics } from './sections/supply.ts'
import { segments, visits } from './sections/visits.ts'
import { volume } from './sections/volume.ts'

const seed = z
  .union([z.int().min(0).max(4_294_967_295), z.string().regex(/\S/).max(200)])
  .default(42)
  .meta({
    description: 'What all luck derives from: the same seed and configuration give the same company and history',
    allowed: 'whole number from 0 to 4294967295, or text that is not blank',
  })

const logFormat = z
  .enum(['text', 'json'])
  .default('text')
  .meta({ description: 'Lines of the log for people, or as JSON for programs: level, time, msg' })

const logLevel = z
  .enum(['error', 'warn', 'info', 'debug'])
  .default('info')
  .meta({ description: 'Least severe log lines that are written to standard error' })

const scenario = scenarioSchema.nullable().default(null).meta({
  description: 'What somebody outside does to the company and when: a scenario, its entries, or the path of its file',
  allowed: 'the path of a scenario file, the name of one that ships with Tillstream, a scenario, or null',
})

/** Every key of the configuration with its default, bounds and description. */
export const configSchema = z
  .strictObject({
    seed,
    volume,
    store_types: storeTypes,
    historical,
    demand,
    visits,
    segments,
    baskets,
    payments,
    promotions,
    prices,
    returns,
    inventory,
    logistics,
    online,
    disruptions,
    scenario,
    marketing,
    marketing_cost: marketingCost,
    realtime,
    stream,
    storage,
    api,
    database,
    event_store: eventStore,
    paths,
    performance,
    log_level: logLevel,
    log_format: logFormat,
  })
  .check(checkRules)

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T

/** The effective configuration, every key present, names as in the file. */
export type Config = DeepReadonly<z.output<typeof configSchema>>
