import type { Config } from '../../config/schema.ts'
import { type ChannelEntry, MARKETING_CHANNELS, type MarketingChannel } from '../../dictionaries/types.ts'
import type { ConversionTruth } from '../truth/types.ts'
import type { Device } from './events.ts'

/** What advertising on a channel costs and brings. */
export interface Channel {
  /** Cents of one impression, least and most, before the factor of the device. */
  readonly costCents: readonly [least: number, most: number]
  /** Chance that an impression brings a customer into the store. */
  readonly conversion: number
}

export type Channels = Readonly<Record<MarketingChannel, Channel>>

/** The channels: what they cost from the configuration, what they bring from the dictionary, which has all of them. */
export function makeChannels(config: Config, dictionary: readonly ChannelEntry[]): Channels {
  const channels = dictionary.map(({ channel, conversionBps }) => {
    const conversion = Math.min(1, (conversionBps / 10_000) * config.marketing.conversion_factor)
    return [channel, { costCents: costRange(config, channel), conversion }] as const
  })
  return Object.fromEntries(channels) as Record<MarketingChannel, Channel>
}

/** Factor of a device on the cost of an impression. */
export function deviceFactor({ marketing_cost: cost }: Config, device: Device): number {
  return cost[`${device.toLowerCase() as Lowercase<Device>}_multiplier`]
}

function costRange({ marketing_cost: cost }: Config, channel: MarketingChannel): readonly [number, number] {
  const name = channel.toLowerCase() as Lowercase<MarketingChannel>
  return [cost[`${name}_cost_min`] * 100, cost[`${name}_cost_max`] * 100]
}

/** The chance that an impression brings a customer into the store, by channel. */
export function conversionsOf(channels: Channels): ConversionTruth[] {
  return MARKETING_CHANNELS.map((channel) => ({ channel, rate: channels[channel].conversion }))
}
