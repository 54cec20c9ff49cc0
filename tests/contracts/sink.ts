import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sink } from '../../src/publishing/sink.ts'
import type { Envelope } from '../../src/publishing/wire/envelope.ts'

/** A sink under test, and what has arrived at its other end. */
export interface SinkSubject extends AsyncDisposable {
  readonly sink: Sink
  /** The JSON texts that a consumer sees, in order within each lane. */
  arrived(): Promise<readonly string[]>
}

const never = new AbortController().signal

/** An envelope with so many further characters. */
export function envelope(number: number, padding = 0): Envelope {
  const json = JSON.stringify({ number, umlaut: 'ä', padding: 'x'.repeat(padding) })
  return { id: `id-${number}`, type: 'store_opened', partitionKey: 'store_1', json }
}

function envelopes(count: number, padding = 0): readonly Envelope[] {
  return Array.from({ length: count }, (_, number) => envelope(number, padding))
}

/** The promises of the port: every adapter passes all of them. */
export function sinkContract(name: string, open: () => Promise<SinkSubject>): void {
  describe(`sink contract: ${name}`, () => {
    let subject: SinkSubject
    beforeEach(async () => {
      subject = await open()
    })
    afterEach(async () => {
      await subject[Symbol.asyncDispose]()
    })

    test('has a name without secrets, and at least one lane', () => {
      expect(subject.sink.name).toMatch(/^\w+/)
      expect(subject.sink.name).not.toMatch(/SharedAccessKey|secret/)
      expect(subject.sink.lanes).toBeGreaterThanOrEqual(1)
    })

    test('says something of itself when it is checked', async () => {
      expect(await subject.sink.check(never)).toBeTypeOf('object')
      expect(await subject.arrived()).toEqual([])
    })

    test('what it confirms has arrived, unchanged and in order', async () => {
      const events = envelopes(100)
      let confirmed = 0
      while (confirmed < events.length) confirmed += await subject.sink.send(0, events.slice(confirmed), never)
      expect(await subject.arrived()).toEqual(events.map(({ json }) => json))
    })

    test('takes as many of the first as fit, and says how many', async () => {
      const events = envelopes(12, 200_000)
      const confirmed = await subject.sink.send(0, events, never)
      expect(confirmed).toBeGreaterThanOrEqual(1)
      expect(await subject.arrived()).toEqual(events.slice(0, confirmed).map(({ json }) => json))
    })

    test('each lane takes events', async () => {
      for (let lane = 0; lane < subject.sink.lanes; lane++) {
        expect(await subject.sink.send(lane, [envelope(lane)], never)).toBe(1)
      }
      expect(await subject.arrived()).toHaveLength(subject.sink.lanes)
    })
  })
}
