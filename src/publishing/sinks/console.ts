import type { Sink } from '../sink.ts'
import { untilAborted } from './until-aborted.ts'

/** Writes envelopes to a text stream, one JSON object a line, as fast as its reader takes them. */
export function consoleSink(output: NodeJS.WritableStream): Sink {
  return {
    name: 'console',
    lanes: 1,
    async send(_lane, events, signal) {
      const text = events.map(({ json }) => `${json}\n`).join('')
      const written = new Promise<void>((resolve, reject) => {
        output.write(text, (error) => (error ? reject(error) : resolve()))
      })
      await untilAborted(written, signal)
      return events.length
    },
    check: async () => ({}),
    [Symbol.asyncDispose]: async () => undefined,
  }
}
