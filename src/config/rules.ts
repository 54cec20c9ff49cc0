import { z } from 'zod'
import { isLoopback } from './loopback.ts'

/** A rule over several keys; `broken` returns what is wrong with their values, or null. */
interface Rule {
  readonly keys: readonly string[]
  readonly broken: (values: readonly unknown[]) => Finding | null
}

interface Finding {
  /** What the offending key holds, when that is not its plain value. */
  readonly got?: string
  readonly allowed: string
}

const TOLERANCE = 0.001
/** Local hours between which stores of every format are open. */
const OPEN_EVERYWHERE = { from: 8, to: 22 }

/** The first key's value may not exceed the second's. */
function ordered(low: string, high: string): Rule {
  return {
    keys: [low, high],
    broken: ([least, most]) =>
      Number(least) <= Number(most) ? null : { allowed: `at most ${high} (${Number(most)})` },
  }
}

function sum(value: unknown): number {
  const parts = Object.values(value as Record<string, number>)
  return parts.reduce((total, part) => total + part, 0)
}

/** The numbers of a list or table are shares of one whole. */
function wholeShares(key: string): Rule {
  return {
    keys: [key],
    broken: ([value]) => {
      const total = sum(value)
      if (Math.abs(total - 1) <= TOLERANCE) return null
      return { got: `a sum of ${Number(total.toFixed(6))}`, allowed: 'shares that sum to 1' }
    },
  }
}

/** The numbers of a list or table are weights: some must weigh something. */
function notAllZero(key: string): Rule {
  return {
    keys: [key],
    broken: ([value]) => (sum(value) > 0 ? null : { got: 'nothing but 0', allowed: 'at least one number above 0' }),
  }
}

/** Some weight lies in hours in which every store is open. */
function weightWhileOpen(key: string): Rule {
  return {
    keys: [key],
    broken: ([value]) =>
      sum((value as readonly number[]).slice(OPEN_EVERYWHERE.from, OPEN_EVERYWHERE.to)) > 0
        ? null
        : {
            got: 'nothing but 0 from 8 to 22',
            allowed: 'a number above 0 for an hour from 8 to 21, when every store is open',
          },
  }
}

/** The last arrivals need an hour of their own. */
const shortestVisitFits: Rule = {
  keys: ['visits.duration_minutes'],
  broken: ([value]) => {
    const { min } = value as { readonly min: number }
    return min <= 60
      ? null
      : { got: `min ${min}`, allowed: 'a min of at most 60, so that people can come in every hour' }
  },
}

function orderedPair(key: string): Rule {
  return {
    keys: [key],
    broken: ([value]) => {
      const [least, most] = value as readonly [number, number]
      return least <= most ? null : { allowed: 'the least first, then the most' }
    },
  }
}

const launchesShared: Rule = {
  keys: ['volume.launched_in_first_half_rate', 'volume.launched_before_rate'],
  broken: (rates) => {
    const [firstHalf = 0, before = 0] = rates as readonly number[]
    const most = 1 - before
    return firstHalf <= most + 1e-9
      ? null
      : { allowed: `at most ${most}, because volume.launched_before_rate is ${before}` }
  },
}

const keyVaultHasAddress: Rule = {
  keys: ['realtime.keyvault_url', 'realtime.use_keyvault'],
  broken: ([url, used]) =>
    used === true && url === null
      ? { allowed: 'an address that begins with https://, because realtime.use_keyvault is true' }
      : null,
}

const elsewhereNeedsKey: Rule = {
  keys: ['api.key', 'api.host'],
  broken: ([key, host]) =>
    key === null && !isLoopback(String(host))
      ? { allowed: `text of 16 or more characters, because api.host is ${String(host)}, which others reach` }
      : null,
}

const CHANNELS = ['email', 'display', 'social', 'search', 'video', 'facebook', 'google', 'instagram', 'youtube']
const STOCK = ['dc_initial_inventory', 'store_initial_inventory', 'dc_reorder_point', 'store_reorder_point']
const COUNTS = ['inventory.cycle_count_products', 'inventory.cycle_count_units']
const RANGES = ['visits.duration_minutes', 'visits.ping_interval_seconds', 'returns.days', ...COUNTS]
const JOURNEYS = ['logistics.transit_hours', 'logistics.unload_minutes', 'logistics.supplier_lead_days']
const ONLINE_RANGES = ['pick_minutes', 'ready_hours', 'delivery_days', 'collect_hours']
const SEGMENTS = ['BUDGET', 'CONVENIENCE', 'QUALITY', 'BRAND_LOYAL']
const SEASONS = ['winter', 'spring', 'summer', 'autumn']

const RULES: readonly Rule[] = [
  ordered('volume.dcs', 'volume.total_geographies'),
  ...STOCK.map((name) => ordered(`volume.${name}_min`, `volume.${name}_max`)),
  ...CHANNELS.map((name) => ordered(`marketing_cost.${name}_cost_min`, `marketing_cost.${name}_cost_max`)),
  ...[...RANGES, ...JOURNEYS].map((name) => ordered(`${name}.min`, `${name}.max`)),
  ...['QUICK', 'GROCERY_RUN', 'FAMILY', 'BULK'].map((trip) => orderedPair(`baskets.trip_lines.${trip}`)),
  launchesShared,
  ordered('inventory.high_deficit', 'inventory.urgent_deficit'),
  ordered('logistics.load_hour', 'logistics.depart_hour'),
  ...SEASONS.map((season) => wholeShares(`demand.weather_odds.${season}`)),
  ...SEGMENTS.map((segment) => wholeShares(`visits.trip_mix.${segment}`)),
  ...['visits.party_size_weights', 'segments.shares', 'baskets.quantity_weights'].map(wholeShares),
  wholeShares('payments.tender_mix'),
  ...['demand.weekday_factors', 'demand.season_factors', 'demand.weather_factors', 'store_types.mix'].map(notAllZero),
  ...['mode_mix', 'line_weights', 'quantity_weights', 'tender_mix'].map((name) => wholeShares(`online.${name}`)),
  notAllZero('online.hour_weights'),
  ...ONLINE_RANGES.map((name) => ordered(`online.${name}.min`, `online.${name}.max`)),
  ordered('online.ship_hours.min', 'online.ship_hours.likely'),
  ordered('online.ship_hours.likely', 'online.ship_hours.max'),
  wholeShares('marketing.device_mix'),
  ordered('marketing.resolved_share', 'marketing.known_share'),
  ...['usual', 'late_summer', 'year_end'].map((time) => notAllZero(`marketing.campaign_weights.${time}`)),
  notAllZero('marketing.hour_weights'),
  ordered('returns.rate', 'returns.most_share'),
  wholeShares('returns.dispositions'),
  ...['demand.hour_weights.weekday', 'demand.hour_weights.weekend'].map(weightWhileOpen),
  shortestVisitFits,
  keyVaultHasAddress,
  elsewhereNeedsKey,
  notAllZero('disruptions.type_weights'),
  wholeShares('disruptions.class_shares'),
  ...['minor', 'moderate', 'major'].flatMap((size) => [
    ordered(`disruptions.severity.${size}.min`, `disruptions.severity.${size}.max`),
    ordered(`disruptions.duration_hours.${size}.min`, `disruptions.duration_hours.${size}.max`),
  ]),
]

function valueAt(config: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], config)
}

/** Whether an issue stands at the key, within it, or at a section around it. */
function touches(issuePath: string, key: string): boolean {
  return `${issuePath}.`.startsWith(`${key}.`) || `${key}.`.startsWith(`${issuePath}.`)
}

/** Holds the rules that span several keys, each only where its keys are valid by themselves. */
export const checkRules = z.superRefine<unknown>(
  (config, context) => {
    const bad = context.issues.filter((issue) => issue.code !== 'unrecognized_keys')
    const badPaths = bad.map((issue) => (issue.path ?? []).join('.'))
    for (const rule of RULES) {
      if (rule.keys.some((key) => badPaths.some((path) => touches(path, key)))) continue
      const finding = rule.broken(rule.keys.map((key) => valueAt(config, key)))
      const [key = ''] = rule.keys
      if (finding !== null) context.addIssue({ code: 'custom', path: key.split('.'), params: { ...finding } })
    }
  },
  { when: () => true },
)
