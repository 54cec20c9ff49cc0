import { type DrawKey, drawsFor, wordAt, wordOf } from '../../simulation/random.ts'
import { pickWeighted } from './choice.ts'
import type { Store, StoreFormat, VolumeClass } from './types.ts'

const CLASS = wordOf('volume class')
const MULTIPLIER = wordOf('traffic multiplier')
const FORMAT = wordOf('store format')
const HOURS = wordOf('opening hours')

interface VolumeClassRule {
  readonly volumeClass: VolumeClass
  readonly share: number
  readonly low: number
  readonly high: number
  readonly formats: ReadonlyArray<readonly [StoreFormat, number]>
}

/** Share of stores, range of daily traffic before scaling, and formats with their weights. */
export const VOLUME_CLASS_RULES: readonly VolumeClassRule[] = [
  {
    volumeClass: 'FLAGSHIP',
    share: 0.05,
    low: 2.5,
    high: 3,
    formats: [
      ['HYPERMARKET', 0.6],
      ['SUPERSTORE', 0.4],
    ],
  },
  {
    volumeClass: 'HIGH',
    share: 0.15,
    low: 1.8,
    high: 2.4,
    formats: [
      ['SUPERSTORE', 0.6],
      ['STANDARD', 0.3],
      ['HYPERMARKET', 0.1],
    ],
  },
  {
    volumeClass: 'STANDARD',
    share: 0.55,
    low: 0.8,
    high: 1.2,
    formats: [
      ['STANDARD', 0.6],
      ['SUPERSTORE', 0.2],
      ['NEIGHBORHOOD', 0.2],
    ],
  },
  {
    volumeClass: 'LOW',
    share: 0.2,
    low: 0.4,
    high: 0.7,
    formats: [
      ['NEIGHBORHOOD', 0.5],
      ['STANDARD', 0.3],
      ['EXPRESS', 0.2],
    ],
  },
  {
    volumeClass: 'KIOSK',
    share: 0.05,
    low: 0.25,
    high: 0.35,
    formats: [
      ['EXPRESS', 0.8],
      ['NEIGHBORHOOD', 0.2],
    ],
  },
]

/** The class mix's expected traffic before scaling: 1.1275 with the figures above. */
export const MIX_MEAN = VOLUME_CLASS_RULES.reduce((sum, rule) => sum + (rule.share * (rule.low + rule.high)) / 2, 0)

/** Local opening and closing hour with their weights. */
export const OPENING_HOURS: Readonly<Record<StoreFormat, ReadonlyArray<readonly [number, number, number]>>> = {
  HYPERMARKET: [
    [0, 24, 0.3],
    [6, 22, 0.4],
    [7, 23, 0.3],
  ],
  SUPERSTORE: [
    [7, 23, 0.4],
    [6, 22, 0.4],
    [7, 22, 0.2],
  ],
  STANDARD: [
    [8, 22, 0.5],
    [7, 22, 0.5],
  ],
  NEIGHBORHOOD: [
    [8, 22, 0.6],
    [7, 22, 0.4],
  ],
  EXPRESS: [
    [7, 23, 0.5],
    [0, 24, 0.3],
    [6, 22, 0.2],
  ],
}

/** Class, format, hours and traffic of a store: from its own key and id alone. */
export type StoreProfile = Pick<
  Store,
  'volumeClass' | 'storeFormat' | 'opensAt' | 'closesAt' | 'dailyTrafficMultiplier'
>

/** @param root the company's key, which shifts the sequence of classes; `key` is the store's own. */
export function storeProfile(storeId: number, key: DrawKey, root: DrawKey): StoreProfile {
  const rule = volumeClassRule(storeId, root)
  const [storeFormat] = pickWeighted(drawsFor(key, FORMAT), rule.formats, (format) => format[1])
  const [opensAt, closesAt] = pickWeighted(drawsFor(key, HOURS), OPENING_HOURS[storeFormat], (hours) => hours[2])
  const multiplier = (rule.low + (rule.high - rule.low) * drawsFor(key, MULTIPLIER).unit()) / MIX_MEAN
  return {
    volumeClass: rule.volumeClass,
    storeFormat,
    opensAt,
    closesAt,
    dailyTrafficMultiplier: Math.round(multiplier * 10000) / 10000,
  }
}

/**
 * Classes follow a golden-ratio sequence with a seeded start instead of independent draws, so that every number of stores comes
 * close to the shares, and another store leaves the ones before it alone.
 */
function volumeClassRule(storeId: number, root: DrawKey): VolumeClassRule {
  const word = (Math.imul(storeId, 0x9e3779b9) + wordAt(root, CLASS)) >>> 0
  let rest = word / 4294967296
  for (const rule of VOLUME_CLASS_RULES) {
    rest -= rule.share
    if (rest < 0) return rule
  }
  return VOLUME_CLASS_RULES.at(-1) as VolumeClassRule
}
