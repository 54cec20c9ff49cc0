import type { Served } from './served.ts'

/** What `/metrics` says now, by name and labels: `dlq_size`, `tillstream_reader_lag_events{reader="live_feed"}`. */
export async function figuresOf({ ask }: Pick<Served, 'ask'>): Promise<ReadonlyMap<string, number>> {
  return parsedFigures((await ask<string>('GET /metrics')).body)
}

/** Reads the text format of Prometheus. */
export function parsedFigures(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]))
}

/** How far each reader is behind. */
export function lagsIn(figures: ReadonlyMap<string, number>, unit: 'events' | 'simulated_seconds') {
  const pattern = new RegExp(String.raw`^tillstream_reader_lag_${unit}\{reader="(.*)"\}$`)
  const found = [...figures].map(([name, value]) => [pattern.exec(name)?.[1], value] as const)
  return new Map(found.filter((lag): lag is readonly [string, number] => lag[0] !== undefined))
}
