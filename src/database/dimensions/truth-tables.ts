import type { DimensionTable } from './tables.ts'

const conversions: DimensionTable = {
  name: 'truth_campaign_conversion',
  columns: { channel: 'text', conversion_rate: 'float8' },
  rows: (content) => content.conversions.map(({ channel, rate }) => ({ channel, conversion_rate: rate })),
}

/** What a real company would like to know: the chances that the model draws with. */
export const truthTables: readonly DimensionTable[] = [conversions]
