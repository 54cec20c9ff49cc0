import { FASTEST, SLOWEST, type Speed } from '../../time/pace.ts'
import type { Flag, FlagValues } from '../command.ts'
import { UsageError } from '../usage-error.ts'

/** Flags that choose a sink. */
export const SINK_FLAGS: readonly Flag[] = [
  {
    name: 'sink',
    kind: { is: 'config', key: 'stream.sink' },
    placeholder: 'NAME',
    description: 'eventhubs, webhook, file, console or none (eventhubs when a connection is set)',
  },
  {
    name: 'to',
    kind: { is: 'text' },
    placeholder: 'URL|DIR',
    description: 'Where to: the address of a webhook, or the directory of files',
  },
]

/** Flags of everything that sends. */
export const SENDING_FLAGS: readonly Flag[] = [
  ...SINK_FLAGS,
  {
    name: 'duration',
    kind: { is: 'config', key: 'realtime.duration_minutes' },
    placeholder: 'MINUTES',
    description: 'Ends by itself after so long',
  },
]

function faultFlag(name: string, what: string): Flag {
  return {
    name,
    kind: { is: 'config', key: `stream.faults.${name}` },
    placeholder: 'P',
    description: `Share of the events, 0 to 1, that ${what} on purpose, told in truth_faults`,
  }
}

/** Flags that do something to events on purpose. */
export const FAULT_FLAGS: readonly Flag[] = [
  faultFlag('late', 'come late'),
  faultFlag('duplicate', 'come twice or more'),
  faultFlag('drop', 'do not come'),
  faultFlag('corrupt', 'are wrong'),
]

/** The flag that paces. */
export function speedFlag(unset: string): Flag {
  return {
    name: 'speed',
    kind: { is: 'text' },
    placeholder: 'N|max',
    description: `Simulated seconds per second, ${SLOWEST} to ${FASTEST}, or max (${unset})`,
  }
}

/** The speed that was asked for. @throws UsageError */
export function speedOf({ speed }: FlagValues, unset: Speed): Speed {
  if (speed === undefined) return unset
  if (speed === 'max') return 'max'
  const factor = Number(speed)
  if (factor >= SLOWEST && factor <= FASTEST) return factor
  throw new UsageError([`--speed: got ${JSON.stringify(speed)}, allowed: ${SLOWEST} to ${FASTEST}, or max`])
}
