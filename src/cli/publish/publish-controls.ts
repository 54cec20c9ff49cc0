import { once } from 'node:events'
import type { Slice } from '../../event-store/reader.ts'
import type { Publisher } from '../../publishing/publisher.ts'
import type { Pace } from '../../time/pace.ts'
import { type LineAnswer, listenForLines } from '../control-lines.ts'

/** What came of a line. */
export interface PublishAnswer extends LineAnswer {
  /** The last events that were sent, as JSON text, the newest last. */
  readonly envelopes?: readonly string[]
}

/** Lets a publisher wait between two slices. */
export class Gate {
  #opening: AbortController | undefined

  get isClosed(): boolean {
    return this.#opening !== undefined
  }

  close(): void {
    this.#opening ??= new AbortController()
  }

  open(): void {
    this.#opening?.abort()
    this.#opening = undefined
  }

  /** The slices, none of them while it is closed. */
  async *through(slices: AsyncIterable<Slice>, signal: AbortSignal): AsyncGenerator<Slice> {
    for await (const slice of slices) {
      while (this.#opening !== undefined && !signal.aborted) {
        await once(AbortSignal.any([this.#opening.signal, signal]), 'abort')
      }
      yield slice
    }
  }
}

/** What lines move. */
export interface ControlledPublisher {
  readonly gate: Gate
  readonly pace: Pace | undefined
  readonly publisher: Pick<Publisher, 'recent'>
}

/** Carries out `pause`, `resume` and `recent N`. */
export function controlPublisher({ gate, pace, publisher }: ControlledPublisher, line: string): PublishAnswer {
  const [, count] = /^recent (\d{1,3})$/.exec(line) ?? []
  if (count !== undefined) {
    const envelopes = publisher.recent.slice(-Number(count)).map(({ json }) => json)
    return { done: true, text: `${envelopes.length} events`, envelopes }
  }
  if (line === 'pause') {
    gate.close()
    pace?.pause()
    return { done: true, text: 'paused' }
  }
  if (line === 'resume') {
    pace?.resume()
    gate.open()
    return { done: true, text: 'resumed' }
  }
  return { done: false, text: `got ${JSON.stringify(line)}, allowed: pause, resume, recent N` }
}

/** Listens for such lines until disposed of. */
export function listenForPublishLines(
  stdin: NodeJS.ReadStream,
  controlled: ControlledPublisher,
  tell: (answer: PublishAnswer) => void,
): Disposable {
  return listenForLines(stdin, async (line) => controlPublisher(controlled, line), tell)
}
