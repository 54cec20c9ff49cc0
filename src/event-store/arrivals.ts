import { setImmediate as turn } from 'node:timers/promises'

/** A readable stream of objects. */
export interface Arriving {
  read(): unknown
  on(event: string, listener: (reason: unknown) => void): unknown
  off(event: string, listener: (reason: unknown) => void): unknown
}

const nobody = (): void => undefined

/** How a stream is read. */
export interface ArrivalsOptions {
  /** Most items at a time. */
  readonly most: number
  /** Ends the reading. */
  readonly signal: AbortSignal
  /** What it means when nothing arrives for so long, milliseconds; absent where that means nothing. */
  readonly silence?: { readonly limitMs: number; readonly error: Error }
}

/**
 * What a stream of objects has at a time. Ends with it or when `signal` is aborted; the caller lets go of the stream.
 * @throws what the stream fails with, after what arrived before.
 */
export async function* arrivals<Item>(
  source: Arriving,
  { most, signal, silence }: ArrivalsOptions,
): AsyncGenerator<readonly Item[]> {
  let wake = nobody
  let ended = false
  let failure: { readonly error: unknown } | undefined
  const end = () => {
    ended = true
    wake()
  }
  const fail = (error: unknown) => {
    failure ??= { error }
    wake()
  }
  const notice = () => wake()
  const isOver = () => signal.aborted
  const listeners = { readable: notice, end, close: end, error: fail }
  for (const [event, listener] of Object.entries(listeners)) source.on(event, listener)
  signal.addEventListener('abort', notice)
  try {
    while (!isOver()) {
      const items = taken<Item>(source, most)
      if (items.length > 0) yield items
      else if (failure !== undefined) throw failure.error
      else if (ended) return
      else {
        const timer = silence && setTimeout(() => fail(silence.error), silence.limitMs)
        await new Promise<void>((resolve) => (wake = resolve))
        clearTimeout(timer)
        // What else has come with it shall not come one by one.
        await turn()
      }
    }
  } finally {
    signal.removeEventListener('abort', notice)
    for (const [event, listener] of Object.entries(listeners)) source.off(event, listener)
  }
}

function taken<Item>(source: Arriving, most: number): Item[] {
  const items: Item[] = []
  while (items.length < most) {
    const item = source.read() as Item | null
    if (item === null) break
    items.push(item)
  }
  return items
}
