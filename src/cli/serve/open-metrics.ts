import { createMetrics, type Metrics } from '../../api/metrics.ts'
import type { CommandContext } from '../command.ts'
import { chosenSink } from '../publish/open-sink.ts'
import { currentConfig } from './config-access.ts'
import type { OpenParts } from './open-parts.ts'
import { feedLag, tableLags } from './reader-lags.ts'

type Measured = Pick<OpenParts, 'engine' | 'streaming' | 'letters' | 'held' | 'index' | 'feed'>

/** Figures for Prometheus of everything that is open. */
export function openMetrics(context: CommandContext, parts: Measured, feedClients: () => number): Metrics {
  const { engine, streaming, letters, held, index, feed } = parts
  return createMetrics({
    engine,
    streaming,
    letters,
    readers: [
      async () => await tableLags(index, chosenSink(currentConfig(context).config), held.database()),
      async () => await feedLag(index, feed.reached()),
    ],
    feedClients,
    now: context.host.now,
  })
}
