import { createPublisher, type PublisherParts } from '../../src/publishing/publisher.ts'
import type { PublishedPlace } from '../../src/publishing/records.ts'
import { manualClock } from '../time/manual-clock.ts'
import {
  keyOfNumber,
  memoryRecords,
  numberedSlices,
  numberOf,
  settings,
  slicesAfter,
  START,
} from './numbered-slices.ts'
import { scriptedSink } from './scripted-sink.ts'

/** A hundred events in four slices. */
export const SLICES = numberedSlices(4, 25)
export const never = new AbortController().signal

/** A publisher with a sink, records and a clock of its own. */
export function setUp(changes: Partial<PublisherParts> = {}, start: PublishedPlace = START) {
  const clock = manualClock()
  const warnings: string[] = []
  const sink = scriptedSink()
  const parts = {
    sink,
    settings: settings(),
    envelopeOf: numberOf,
    partitionOf: keyOfNumber,
    isWanted: () => true,
    records: memoryRecords(),
    clock,
    warn: (line: string) => void warnings.push(line),
    ...changes,
  }
  const publisher = createPublisher(parts, start)
  const run = (signal = never, slices = SLICES) => publisher.run(() => slicesAfter(slices, start), signal)
  return { clock, warnings, sink: (changes.sink as typeof sink | undefined) ?? sink, publisher, run }
}
